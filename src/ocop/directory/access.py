"""Who may write in the directory. Roles of people come with accounts and grants; until then the operator's commands do."""

from ocop.kernel.access import system_only

record_areas = system_only
record_producer = system_only
record_agency = system_only

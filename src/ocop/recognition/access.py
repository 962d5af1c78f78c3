"""Who may write recognitions. Roles of people come with accounts and grants; until then the operator's commands do."""

from ocop.kernel.access import system_only

record_recognition = system_only

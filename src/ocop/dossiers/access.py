"""Who may write products. Roles of people come with accounts and grants; until then the operator's commands do."""

from ocop.kernel.access import system_only

record_product = system_only

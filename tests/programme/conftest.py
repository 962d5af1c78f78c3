import pytest

from ocop.directory.enums import AreaLevel, UnitList
from ocop.directory.models import Area
from ocop.kernel.text import fold, sort_key


@pytest.fixture
def province(db: None) -> Area:
    return Area.objects.create(
        unit_list=UnitList.BEFORE, code="72", level=AreaLevel.PROVINCE, name="Tỉnh Tây Ninh", kind="Tỉnh",
        folded=fold("Tây Ninh"), sort_key=sort_key("Tây Ninh"),
    )  # fmt: skip

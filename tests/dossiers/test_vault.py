"""The vault's services: uploads that survive a weak network, papers, editions, pages, and who may do what."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine

from ocop.directory.actors import actor_of
from ocop.directory.models import FilingConsent, Grant, Producer, ProducerMember
from ocop.directory.services import create_producer
from ocop.dossiers import vault, vault_queries
from ocop.dossiers.enums import FileState, UploadState
from ocop.dossiers.models import Dossier, DossierAnswer, Paper, PaperFile, Submission
from ocop.dossiers.services import create_product
from ocop.dossiers.vault_differences import differences, same_name
from ocop.dossiers.vault_pages import make_pages
from ocop.dossiers.vault_takeout import takeout
from ocop.kernel.access import Actor
from ocop.kernel.models import Event, User
from ocop.kernel.operations import Conflict, NotAllowed, Refused, now
from tests.dossiers import files
from tests.places import SYSTEM, load_places, new

pytestmark = pytest.mark.django_db
Person = Callable[..., Actor]


@pytest.fixture(autouse=True)
def _own_store(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


@pytest.fixture
def producer() -> Producer:
    load_places()
    return create_producer(actor=SYSTEM, name="HTX Mãng cầu Bà Đen", area=new("25630"), commune=new("25630"))


@pytest.fixture
def person(producer: Producer) -> Person:
    def made(role: str = "", code: str = "25630", *, owner: bool = False) -> Actor:
        user = User.objects.create(username=f"{role or 'chu'}-{User.objects.count()}")
        if owner:
            ProducerMember.objects.create(user=user, producer=producer, starts=date(2020, 1, 1))
        if role:
            Grant.objects.create(user=user, role=role, area=new(code), starts=date(2020, 1, 1))
        return actor_of(user)

    return made


@pytest.fixture
def owner(person: Person) -> Actor:
    return person(owner=True)


def stored(actor: Actor, producer: Producer, data: bytes | None = None, name: str = "giay.jpg") -> PaperFile:
    given = files.encoded(files.text_page()) if data is None else data
    return vault.store_file(actor=actor, producer=producer, name=name, stream=io.BytesIO(given))


def dossier(producer: Producer, **values: object) -> Dossier:
    product = create_product(actor=SYSTEM, name=f"Mãng cầu {Dossier.objects.count()}", producer=producer)
    return Dossier.objects.create(
        product=product, producer=producer, commune=new("25630"), kind="first", decision="26/2026", set_number=1,
        set_digest="x", step="draft", step_since=now(), created_at=now(), **values,
    )  # fmt: skip


def submitted(one: Dossier, content: object) -> Submission:
    return Submission.objects.create(dossier=one, number=1, at=now(), content=content, digest="d")


def test_an_upload_goes_on_after_a_lost_connection(owner: Actor, producer: Producer) -> None:
    data = files.scan(2)
    upload = vault.start_upload(actor=owner, producer=producer, name="scan.pdf", size=len(data))
    third = len(data) // 3
    assert vault.append_chunk(actor=owner, upload=upload, offset=0, data=data[:third]) == third
    assert vault.append_chunk(actor=owner, upload=upload, offset=0, data=data[:third]) == third, "the answer was lost"
    with pytest.raises(vault.OffsetConflict) as conflict:
        vault.append_chunk(actor=owner, upload=upload, offset=2 * third, data=data[2 * third :])
    assert conflict.value.received == third
    with pytest.raises(vault.OffsetConflict):
        vault.finish_upload(actor=owner, upload=upload)
    status = vault_queries.own_upload(owner, upload.pk)
    assert status is not None and status.received == third
    assert vault.append_chunk(actor=owner, upload=upload, offset=third, data=data[third:]) == len(data)
    digest = hashlib.sha256(data).hexdigest()
    file = vault.finish_upload(actor=owner, upload=upload, digest=digest.upper())
    assert (file.digest, file.page_count, file.name) == (digest, 2, "scan.pdf")
    assert vault.finish_upload(actor=owner, upload=upload) == file, "a double click"
    assert PaperFile.objects.count() == 1
    with pytest.raises(Refused, match="kết thúc"):
        upload.refresh_from_db()
        vault.append_chunk(actor=owner, upload=upload, offset=0, data=b"x")


def test_a_refused_upload_remembers_why(owner: Actor, producer: Producer) -> None:
    upload = vault.start_upload(actor=owner, producer=producer, name="a.pdf", size=600)
    vault.append_chunk(actor=owner, upload=upload, offset=0, data=b"MZ" + b"\x00" * 598)
    with pytest.raises(Refused, match="chương trình"):
        vault.finish_upload(actor=owner, upload=upload)
    upload.refresh_from_db()
    assert upload.state == UploadState.REFUSED and "chương trình" in upload.message
    assert not PaperFile.objects.exists() and vault_queries.received_of(upload) == 0
    damaged = vault.start_upload(actor=owner, producer=producer, name="a.pdf", size=4)
    vault.append_chunk(actor=owner, upload=damaged, offset=0, data=b"%PDF")
    with pytest.raises(Refused, match="đường truyền"):
        vault.finish_upload(actor=owner, upload=damaged, digest="0" * 64)


def test_too_much_is_refused_early(owner: Actor, producer: Producer) -> None:
    with pytest.raises(Refused, match="200 MB"):
        vault.start_upload(actor=owner, producer=producer, name="a.pdf", size=200 << 20)
    upload = vault.start_upload(actor=owner, producer=producer, name="a.pdf", size=10)
    with pytest.raises(Refused, match="dài hơn"):
        vault.append_chunk(actor=owner, upload=upload, offset=0, data=b"x" * 11)
    with pytest.raises(Refused, match="8 MB"):
        vault.append_chunk(actor=owner, upload=upload, offset=0, data=b"x" * (9 << 20))


def test_uploads_end_and_are_tidied(owner: Actor, producer: Producer) -> None:
    upload = vault.start_upload(actor=owner, producer=producer, name="a.pdf", size=10)
    vault.append_chunk(actor=owner, upload=upload, offset=0, data=b"x")
    vault.clean_up(actor=SYSTEM)
    assert vault_queries.received_of(upload) == 1
    with time_machine.travel(now() + timedelta(hours=73)):
        with pytest.raises(Refused, match="kết thúc"):
            vault.append_chunk(actor=owner, upload=upload, offset=1, data=b"x")
        vault.clean_up(actor=SYSTEM)
        vault.clean_up(actor=SYSTEM)
    upload.refresh_from_db()
    assert upload.state == UploadState.REFUSED and vault_queries.received_of(upload) == 0


def test_an_upload_belongs_to_who_began_it(owner: Actor, producer: Producer, person: Person) -> None:
    upload = vault.start_upload(actor=owner, producer=producer, name="a.pdf", size=10)
    other = person(owner=True)
    for call in (
        lambda: vault.append_chunk(actor=other, upload=upload, offset=0, data=b"x"),
        lambda: vault.finish_upload(actor=other, upload=upload),
        lambda: vault.cancel_upload(actor=other, upload=upload),
    ):
        with pytest.raises(NotAllowed):
            call()
    assert vault_queries.own_upload(other, upload.pk) is None
    vault.cancel_upload(actor=owner, upload=upload)


def test_the_file_is_there_before_its_row(owner: Actor, producer: Producer, tmp_path: Path) -> None:
    from django.db import transaction

    with pytest.raises(RuntimeError, match="killed"), transaction.atomic():
        file = stored(owner, producer)
        raise RuntimeError("killed")
    assert not PaperFile.objects.exists() and (tmp_path / "files" / file.path).is_file(), "an orphan"
    assert stored(owner, producer).path == file.path, "the next one uses it"


def test_pages_are_made_after_the_commit(
    owner: Actor, producer: Producer, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        file = stored(owner, producer)
    file.refresh_from_db()
    assert (file.state, file.pages.count()) == (FileState.READY, 1)
    page = file.pages.get()
    assert page.is_readable and page.height > page.width
    first = page.image
    turned = vault.turn_page(actor=owner, page=page)
    assert turned.width > turned.height and turned.turned == 1 and turned.image != first
    assert vault.turn_page(actor=owner, page=turned, quarter_turns=3).image == first, "drawn anew, nothing is lost"
    picture = vault_queries.page_picture(turned, thumbnail=True)
    assert b"".join(picture.blocks())[8:12] == b"WEBP" and picture.media_type == "image/webp"


def test_a_scan_of_forty_pages_shows_its_first_page_at_once(owner: Actor, producer: Producer) -> None:
    file = stored(owner, producer, files.scan(40), "scan.pdf")
    make_pages(file.pk)
    file.refresh_from_db()
    assert (file.state, file.pages.count(), file.page_count) == (FileState.READY, 40, 40)
    made = Event.objects.filter(kind="paper_file.pages_made").values_list("payload", flat=True)
    assert [one["pages"] for one in made][:2] == [1, 8]
    make_pages(file.pk)
    assert file.pages.count() == 40


def test_the_job_goes_on_where_it_stopped(owner: Actor, producer: Producer) -> None:
    file = stored(owner, producer, files.scan(3), "scan.pdf")
    make_pages(file.pk)
    kept = file.pages.get(number=1)
    file.pages.exclude(number=1).delete()
    PaperFile.objects.update(state=FileState.WAITING)
    make_pages(file.pk)
    assert list(file.pages.values_list("number", flat=True)) == [1, 2, 3] and file.pages.get(number=1) == kept


def test_word_is_a_download_and_says_so(owner: Actor, producer: Producer) -> None:
    file = stored(owner, producer, files.word(), "a.docx")
    assert file.state == FileState.DOWNLOAD_ONLY and "PDF hoặc ảnh" in file.state_note
    paper = vault.create_paper(actor=owner, producer=producer, kind="story", files=[file])
    shown = vault_queries.viewer(paper)
    assert (shown.pages, shown.downloads) == ((), (file,))


def test_a_paper_lives(owner: Actor, producer: Producer) -> None:
    file, more = stored(owner, producer), stored(owner, producer, files.scan(), "b.pdf")
    paper = vault.create_paper(
        actor=owner,
        producer=producer,
        kind="test_report",
        number=" 12/KN ",
        valid_until=date(2026, 12, 1),
        files=[file],
    )
    assert paper.number == "12/KN" and paper.title.startswith("Phiếu kết quả kiểm nghiệm")
    vault.attach_file(actor=owner, paper=paper, file=more)
    vault.attach_file(actor=owner, paper=paper, file=more)
    assert [one.ordinal for one in paper.files.all()] == [1, 2]
    changed = vault.update_paper(actor=owner, paper=paper, version=1, issuer="Quatest 3")
    assert (changed.version, changed.issuer, changed.number) == (2, "Quatest 3", "12/KN")
    with pytest.raises(Conflict, match="vừa được người khác sửa"):
        vault.update_paper(actor=owner, paper=paper, version=1, issuer="khác")
    assert [one.pk for one in vault_queries.expiring(producer, date(2026, 12, 2))] == [paper.pk]
    assert not vault_queries.expiring(producer, date(2026, 12, 1)).exists(), "its last day still counts"
    assert [one.pk for one in vault_queries.papers_serving(producer, ["test_report", "story"])] == [paper.pk]
    shelves = {shelf.code: len(shelf.papers) for shelf in vault_queries.vault_of(producer)}
    assert len(shelves) == 16 and shelves["test_report"] == 1 and sum(shelves.values()) == 1
    vault.detach_file(actor=owner, paper=paper, file=more)
    assert vault_queries.free_files(producer, [more.pk, file.pk]) == [more]
    vault.remove_paper(actor=owner, paper=paper, version=2)
    assert sum(len(shelf.papers) for shelf in vault_queries.vault_of(producer)) == 0
    assert Paper.objects.count() == 1 and PaperFile.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"kind": "passport"}, "loại giấy"),
        ({"number": "9" * 81}, "Số giấy dài 81"),
        ({"issued_on": date(2999, 1, 1)}, "01/01/2999 ở sau hôm nay"),
        ({"issued_on": date(2025, 5, 2), "valid_until": date(2025, 5, 1)}, "sớm hơn ngày cấp 02/05/2025"),
    ],
)
def test_what_a_paper_cannot_say(owner: Actor, producer: Producer, values: dict[str, object], told: str) -> None:
    with pytest.raises(Refused, match=told):
        vault.create_paper(actor=owner, producer=producer, **values)
    assert not Paper.objects.exists()


def test_nothing_of_another_producer_comes_in(owner: Actor, producer: Producer) -> None:
    other = create_producer(actor=SYSTEM, name="Khác")
    product = create_product(actor=SYSTEM, name="x", producer=other)
    with pytest.raises(Refused, match="không thuộc cơ sở"):
        vault.create_paper(actor=owner, producer=producer, products=[product])
    with pytest.raises(Refused, match="thuộc giấy khác"):
        vault.create_paper(actor=owner, producer=producer, files=[stored(SYSTEM, other)])


def test_a_new_edition_takes_the_place_in_drafts_only(owner: Actor, producer: Producer) -> None:
    file = stored(owner, producer)
    paper = vault.create_paper(actor=owner, producer=producer, kind="story", files=[file])
    draft = DossierAnswer.objects.create(dossier=dossier(producer), criterion="5.1")
    filed = DossierAnswer.objects.create(dossier=dossier(producer), criterion="5.1")
    submitted(filed.dossier, {"papers": [{"sha256": file.digest}]})
    draft.papers.add(paper)
    filed.papers.add(paper)
    fresh = vault.replace_paper(actor=owner, paper=paper, version=1, number="2")
    assert (list(draft.papers.all()), list(filed.papers.all())) == ([fresh], [paper])
    paper.refresh_from_db()
    assert vault_queries.latest_edition(paper) == fresh and vault_queries.earlier_editions(fresh) == [paper]
    with pytest.raises(Conflict):
        vault.replace_paper(actor=owner, paper=paper, version=1)
    with pytest.raises(Conflict, match="đã được thay"):
        vault.replace_paper(actor=owner, paper=paper, version=2)
    assert [one.pk for one in vault_queries.papers_of(producer)] == [fresh.pk]


def test_what_was_submitted_stays(owner: Actor, producer: Producer) -> None:
    file = stored(owner, producer)
    paper = vault.create_paper(actor=owner, producer=producer, files=[file])
    submitted(dossier(producer), {"anything": [{"deep": file.digest}]})
    with pytest.raises(Refused, match="đã nộp"):
        vault.remove_paper(actor=owner, paper=paper, version=1)
    with pytest.raises(Refused, match="đã nộp"):
        vault.detach_file(actor=owner, paper=paper, file=file)


def test_who_may_read(owner: Actor, producer: Producer, person: Person) -> None:
    paper = vault.create_paper(actor=owner, producer=producer, files=[stored(owner, producer)])
    secret = vault.create_paper(actor=owner, producer=producer, is_sensitive=True)
    one = dossier(producer)

    def readers() -> dict[str, int]:
        return {
            name: sum(vault_queries.readable_paper(actor, each.pk) is not None for each in (paper, secret))
            for name, actor in people.items()
        }

    people = {
        "owner": owner,
        "stranger": person(),
        "commune": person("commune_officer"),
        "other commune": person("commune_officer", "25516"),
        "province": person("province_office", "80"),
        "advisory": person("advisory", "80"),
        "council": person("council_member", "80"),
        "finance": person("finance", "80"),
        "admin": person("admin", "80"),
    }
    nobody = dict.fromkeys(people, 0) | {"owner": 2}
    assert readers() == nobody, "a draft is the producer's own"
    one.filed_at = now()
    one.save()
    assert readers() == nobody | {"commune": 2}
    one.proposed_on = date(2026, 4, 1)
    one.save()
    assert readers() == nobody | {"commune": 2, "province": 2, "advisory": 1, "council": 1}
    file = paper.files.get()
    assert vault_queries.readable_file(people["commune"], file.pk) == file
    assert vault_queries.readable_file(people["other commune"], file.pk) is None


def test_who_may_write(owner: Actor, producer: Producer, person: Person) -> None:
    dossier(producer, filed_at=now(), proposed_on=date(2026, 4, 1))
    paper = vault.create_paper(actor=owner, producer=producer)
    officer = person("commune_officer")
    for actor in (officer, person(), person("province_office", "80"), person("admin", "80"), Actor(name="nobody")):
        with pytest.raises(NotAllowed):
            vault.create_paper(actor=actor, producer=producer)
        with pytest.raises(NotAllowed):
            vault.update_paper(actor=actor, paper=paper, version=1, note="x")
        with pytest.raises(NotAllowed):
            stored(actor, producer)
        with pytest.raises(NotAllowed):
            takeout(actor=actor, producer=producer)
    consent = FilingConsent.objects.create(
        producer=producer, officer=officer.user, given_by="Bà Năm", given_on=date(2026, 1, 5), recorded_at=now(),
        slip="x", slip_digest="x",
    )  # fmt: skip
    assert vault.update_paper(actor=officer, paper=paper, version=1, note="x").note == "x"
    consent.ends = date(2026, 1, 6)
    consent.save()
    with pytest.raises(NotAllowed, match="phiếu đồng ý"):
        vault.update_paper(actor=officer, paper=paper, version=2, note="y")


def test_an_officer_photographs_what_must_be_mended(producer: Producer, person: Person) -> None:
    photo = files.phone_photo()
    officer = person("commune_officer")
    file = vault.store_photo(actor=officer, producer=producer, name="a.jpg", stream=io.BytesIO(photo))
    assert file.paper is None and vault_queries.readable_file(officer, file.pk) == file
    with pytest.raises(Refused, match="không phải ảnh"):
        vault.store_photo(actor=officer, producer=producer, name="a.pdf", stream=io.BytesIO(files.scan()))
    with pytest.raises(NotAllowed):
        far = person("commune_officer", "25516")
        vault.store_photo(actor=far, producer=producer, name="a.jpg", stream=io.BytesIO(photo))


def test_everything_ever_filed_in_one_archive(owner: Actor, producer: Producer) -> None:
    data = files.scan(2)
    file = stored(owner, producer, data, "giấy phép.pdf")
    paper = vault.create_paper(actor=owner, producer=producer, kind="story", files=[file])
    vault.replace_paper(actor=owner, paper=paper, version=1)
    submitted(dossier(producer), {"tổng": "76"})
    blocks = list(takeout(actor=owner, producer=producer))
    with zipfile.ZipFile(io.BytesIO(b"".join(blocks))) as archive:
        assert archive.testzip() is None
        index = json.loads(archive.read("muc-luc.json"))
        assert [len(one["files"]) for one in index] == [1, 0]
        assert archive.read(index[0]["files"][0]["name"]) == data
        [frozen] = [name for name in archive.namelist() if name.startswith("ho-so/")]
        assert json.loads(archive.read(frozen)) == {"tổng": "76"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("HTX Mãng cầu Bà Đen", "Hợp tác xã mãng cầu Bà Đen", True),
        ("Công ty TNHH MTV Tân Nhiên", "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN TÂN NHIÊN", True),
        ("HKD Lê Hòa", "Hộ kinh doanh Lê Hoà", True),
        ("HTX Mãng cầu Bà Đen", "HTX Mãng cầu Thạnh Tân", False),
        ("Công ty TNHH Tân Nhiên", "Công ty cổ phần Tân Nhiên", False),
    ],
)
def test_names_of_a_producer(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


def test_what_does_not_fit_is_said(producer: Producer) -> None:
    good = Paper(title="Phiếu", holder_name="Hợp tác xã Mãng cầu Bà Đen", number="12", valid_until=date(2026, 4, 29))
    assert differences(good, producer, date(2026, 4, 29)) == []
    bad = Paper(title="Phiếu", holder_name="HTX Khác", number="không", valid_until=date(2026, 4, 28))
    said = " ".join(differences(bad, producer, date(2026, 4, 29)))
    assert "HTX Khác" in said and "hết hạn ngày 28/04/2026" in said and "chữ số" in said
    assert "gõ nhầm năm" in differences(Paper(title="x", issued_on=date(1025, 1, 1)), producer, date(2026, 1, 1))[0]

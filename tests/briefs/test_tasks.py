"""Tasks keep their ids, and the calendar is one that calendars read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from truceline.briefs.tasks import Task, icalendar

DAY = 86_400_000_000


def unfolded(data: bytes) -> list[str]:
    return data.decode("utf-8").replace("\r\n ", "").split("\r\n")


def test_only_tasks_with_a_day_stand_in_the_calendar() -> None:
    items = [
        Task(id="task-1", kind="due", words="Plan, agreed; by both", by=DAY),
        Task(id="task-2", kind="review", words="Look"),
    ]
    lines = unfolded(icalendar(items, name="Case", stamp=0))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2] == "END:VCALENDAR"
    assert lines.count("BEGIN:VTODO") == 1
    assert "SUMMARY:Plan\\, agreed\\; by both" in lines
    assert "DUE:19700101T235959Z" in lines  # due by a day: the last second of it


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=200))
def test_no_line_is_longer_than_75_octets_and_folding_loses_nothing(words: str) -> None:
    data = icalendar([Task(id="task-1", kind="due", words=words, by=DAY)], name="n", stamp=0)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    text = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:{text}" in unfolded(data)


def test_the_calendar_says_the_day_in_the_zone_of_the_case_and_keeps_its_ids() -> None:
    by = 1_608_066_000_000_000  # 16 December 2020, 00:00 in Moscow: the first instant at which "by the 15th" is late
    item = Task(id="task-1", kind="chase", words="Chase", by=by, assigned="A. Duty")
    lines = unfolded(icalendar([item], name="n", stamp=0, zone="Europe/Moscow"))
    assert "DUE:20201215T205959Z" in lines
    assert "DESCRIPTION:by 15 December 2020\\, 23:59 (Europe/Moscow)\\; given to A. Duty" in lines
    entries = unfolded(icalendar([item], name="n", stamp=0, zone="Europe/Moscow", entries=True))
    assert {"BEGIN:VEVENT", "DTEND:20201215T205959Z", "DTSTART:20201215T202959Z"} <= set(entries)
    assert [x for x in lines if x.startswith("UID")] == [x for x in entries if x.startswith("UID")]


def test_a_done_task_is_done_in_the_calendar() -> None:
    lines = unfolded(icalendar([Task(id="t", kind="due", words="x", by=DAY, done="decision-1")], name="n", stamp=0))
    assert "STATUS:COMPLETED" in lines

"""Numbers that PM4Py 2.7.23 gives for real logs; it is no part of this project, so only what it said is kept here."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from sopwright.log.encoding import encoded
from sopwright.log.event_log import EventLog
from sopwright.log.xes import read_xes
from sopwright.mining.history.edges import edges, ends, starts
from sopwright.mining.history.handovers import handovers
from sopwright.mining.history.instances import instances
from sopwright.mining.history.rework import rework
from sopwright.mining.history.times import durations, edge_times, work_times
from sopwright.mining.history.variants import variants

SECOND = 1_000_000
NAMES = ("bpic2012", "helpdesk", "sepsis")

pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def logs(realdata: Path) -> Mapping[str, EventLog]:
    return {name: encoded([read_xes(realdata / "logs" / f"{name}.xes.gz", name)]) for name in NAMES}


def digest(lines: Iterable[str]) -> str:
    """Return the beginning of the SHA-256 of sorted lines, as taken of what PM4Py gave."""
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def named(log: EventLog, counts: np.ndarray[tuple[int], np.dtype[np.int64]]) -> dict[str, int]:
    return {log.activity.labels[code]: int(counts[code]) for code in np.flatnonzero(counts)}


@pytest.mark.parametrize(
    ("name", "ways", "total", "of_all"),
    [
        ("bpic2012", 125, 249_113, "ef62471b946bad66"),
        ("helpdesk", 55, 16_768, "5b9f0b793bd122be"),
        ("sepsis", 115, 14_164, "d9d2ff849e081ff0"),
    ],
)
def test_every_edge_has_the_count_of_pm4py(
    logs: Mapping[str, EventLog], name: str, ways: int, total: int, of_all: str
) -> None:
    found, labels = edges(logs[name]), logs[name].activity.labels
    columns = zip(found.source.tolist(), found.target.tolist(), found.count.tolist(), strict=True)
    assert (len(found.count), found.count.sum()) == (ways, total)
    assert (
        digest(f"{a}\t{b}\t{count}" for a, b, count in sorted((labels[a], labels[b], c) for a, b, c in columns))
        == of_all
    )


@pytest.mark.parametrize(
    ("name", "number", "most", "of_all"),
    [
        ("bpic2012", 4366, [3429, 1872, 271, 209, 160], "c0319fce9606ce9d"),
        ("helpdesk", 226, [2366, 552, 228, 213, 164], "e3a007192580ba45"),
        ("sepsis", 846, [35, 24, 22, 13, 11], "cd5e239ec3ee10d9"),
    ],
)
def test_every_variant_has_the_cases_of_pm4py(
    logs: Mapping[str, EventLog], name: str, number: int, most: list[int], of_all: str
) -> None:
    log = logs[name]
    found, labels = variants(log), log.activity.labels
    lines = sorted((tuple(labels[c] for c in found.sequence(n)), int(found.cases[n])) for n in range(len(found)))
    assert (len(found), found.cases[:5].tolist()) == (number, most)
    assert digest("\t".join((*sequence, str(cases))) for sequence, cases in lines) == of_all


@pytest.mark.parametrize(
    ("name", "means", "medians"),
    [
        ("bpic2012", 5381711.511192275, 2867631.68),
        ("helpdesk", 35709728.04667536, 28222335.0),
        ("sepsis", 35511501.836592644, 28600595.5),
    ],
)
def test_mean_and_median_of_all_edges_add_up_as_those_of_pm4py(
    logs: Mapping[str, EventLog], name: str, means: float, medians: float
) -> None:
    _, found = edge_times(logs[name])
    assert found.mean.sum() / SECOND == pytest.approx(means, rel=1e-12)
    assert found.median.sum() / SECOND == pytest.approx(medians, rel=1e-12)


@pytest.mark.parametrize(
    ("name", "source", "target", "mean", "median"),
    [
        ("bpic2012", "W_Completeren aanvraag", "W_Completeren aanvraag", 47363.163836, 510.5655),
        ("bpic2012", "A_SUBMITTED", "A_PARTLYSUBMITTED", 0.581673, 0.273),
        ("helpdesk", "Resolve ticket", "Closed", 2538109.277095, 2592116.0),
        ("sepsis", "CRP", "Leucocytes", 44656.359862, 0.0),
    ],
)
def test_mean_and_median_of_an_edge_are_those_of_pm4py(
    logs: Mapping[str, EventLog], name: str, source: str, target: str, mean: float, median: float
) -> None:
    log = logs[name]
    found, times = edge_times(log)
    codes = (log.activity.labels.index(source), log.activity.labels.index(target))
    (at,) = np.flatnonzero((found.source == codes[0]) & (found.target == codes[1]))
    assert times.mean[at] / SECOND == pytest.approx(mean, abs=1e-6)
    assert times.median[at] / SECOND == pytest.approx(median, abs=1e-6)


@pytest.mark.parametrize(
    ("name", "total", "middle", "longest"),
    [
        ("bpic2012", 9751124955.969006, 69857.434, 11855936.012),
        ("helpdesk", 16168162208.0, 3443836.5, 5183565.0),
        ("sepsis", 2582720637.0, 461668.5, 36488789.0),
    ],
)
def test_durations_are_those_of_pm4py(
    logs: Mapping[str, EventLog], name: str, total: float, middle: float, longest: float
) -> None:
    found = durations(logs[name]) / SECOND
    assert found.sum() == pytest.approx(total, rel=1e-12)
    assert (np.median(found), found.max()) == (middle, longest)


def test_cases_begin_end_and_repeat_as_in_pm4py(logs: Mapping[str, EventLog]) -> None:
    helpdesk, sepsis = logs["helpdesk"], logs["sepsis"]
    assert named(helpdesk, starts(helpdesk)) == {
        "Assign seriousness": 4384,
        "Create SW anomaly": 1,
        "Insert ticket": 118,
        "Resolve ticket": 2,
        "Take in charge ticket": 74,
        "Wait": 1,
    }
    assert named(helpdesk, ends(helpdesk)) == {
        "Closed": 4557,
        "Require upgrade": 3,
        "Resolve ticket": 10,
        "Take in charge ticket": 1,
        "VERIFIED": 1,
        "Wait": 8,
    }
    assert named(sepsis, rework(sepsis).again_cases) == {
        "Admission IC": 7,
        "Admission NC": 313,
        "CRP": 692,
        "ER Triage": 3,
        "LacticAcid": 172,
        "Leucocytes": 677,
    }


def test_starts_are_joined_with_completions_as_in_pm4py(logs: Mapping[str, EventLog]) -> None:
    found = instances(logs["bpic2012"], by_person=False)
    work = work_times(found)
    assert (work.n.sum(), round(work.total.sum() / 1000)) == (71_373, 51_687_038_636)
    assert found.events == 164_506 + 3, "PM4Py leaves out the three starts that are never completed"


def test_handovers_are_those_of_pm4py_and_of_a_data_frame(logs: Mapping[str, EventLog]) -> None:
    helpdesk, bank = logs["helpdesk"], logs["bpic2012"]
    assert helpdesk.resource is not None
    assert bank.resource is not None
    found = handovers(helpdesk, helpdesk.resource)
    assert (len(found.count), found.total, found.stays, found.untold) == (244, 8648, 8120, 0)
    found = handovers(bank, bank.resource)
    assert (len(found.count), found.total, found.stays, found.untold) == (2111, 45_105, 178_945, 25_063)
    assert found.wait.total.sum() / SECOND / 3600 == pytest.approx(1884699.6418183332, rel=1e-12)

"""Rules for charts: each says where its values come from."""

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.rules import common


def check_chart_sources(project: ParsedProject) -> Iterator[Problem]:
    """Name the sources of a chart, unless it says that it is fictional."""
    known = common.get_ids(project.sources)
    for chart in project.charts:
        yield from common.find_unknown_ids(chart, "sources", known, "source-unknown")
        yield from common.find_repeats(chart, "sources")
        if not chart.get_texts("sources") and chart.data.get("fictional") is not True:
            yield chart.create_problem("id", "chart-without-source", id=chart.id)

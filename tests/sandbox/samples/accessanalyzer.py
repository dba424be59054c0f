"""Analyzers."""

from tests.sandbox.sample import Sample

SAMPLES = (
    Sample(
        "aws:accessanalyzer/analyzer:Analyzer",
        inputs={"analyzerName": "shop", "type": "ACCOUNT", "tags": {"team": "platform"}},
        lacking="create_analyzer",
    ),
)

"""The collector's file: every part that a pipeline names is there."""

from estate.decisions.telemetry import collector_configuration, collector_endpoint

FILE = collector_configuration(namespace="shop/dev", log_group="shop/dev/checkout")


def test_a_pipeline_names_only_parts_that_are_configured() -> None:
    for pipeline in FILE["service"]["pipelines"].values():
        for part in ("receivers", "processors", "exporters"):
            assert set(pipeline[part]) <= set(FILE[part]), part
    assert set(FILE["service"]["extensions"]) <= set(FILE["extensions"])


def test_memory_is_guarded_before_anything_else_and_batches_come_last() -> None:
    for pipeline in FILE["service"]["pipelines"].values():
        assert pipeline["processors"][0] == "memory_limiter"
        assert pipeline["processors"][-1] == "batch"


def test_services_send_where_the_collector_listens() -> None:
    assert collector_endpoint() == f"http://{FILE['receivers']['otlp']['protocols']['grpc']['endpoint']}"


def test_metrics_go_to_the_log_group_of_the_service() -> None:
    exporter = FILE["exporters"]["awsemf"]
    assert (exporter["namespace"], exporter["log_group_name"]) == ("shop/dev", "shop/dev/checkout")

"""What a service has to be watched with, in the plan."""

SLOS = ("datadog:index/serviceLevelObjective:ServiceLevelObjective", "newrelic:index/serviceLevel:ServiceLevel")
DASHBOARDS = (
    "datadog:index/dashboardJson:DashboardJson",
    "datadog:index/dashboard:Dashboard",
    "newrelic:index/oneDashboardJson:OneDashboardJson",
    "newrelic:index/oneDashboard:OneDashboard",
    "aws:cloudwatch/dashboard:Dashboard",
)
PROBES = (
    "datadog:index/syntheticsTest:SyntheticsTest",
    "newrelic:synthetics/monitor:Monitor",
    "newrelic:synthetics/scriptMonitor:ScriptMonitor",
)
UNNOTICED = 4
"""The tier whose loss nobody notices on the same day."""

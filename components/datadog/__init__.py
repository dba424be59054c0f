"""Components of Datadog. Importing its SDK takes seconds: only the layers that need it do."""

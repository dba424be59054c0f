"""The checks as Pulumi's engine runs them: a policy pack that it starts and asks over gRPC."""

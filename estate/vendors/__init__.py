"""The REST APIs of the on-call vendors: what their providers have no resource for."""

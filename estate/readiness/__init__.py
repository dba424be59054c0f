"""Checks, their verdicts and what they say of a service: is it ready for production?"""

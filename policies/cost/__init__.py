"""What is paid for: that somebody is told in time, and that nothing is paid for that nobody needs."""

"""What alerts would have done, and did: recorded data before the planned monitors, and exports of past alerts."""

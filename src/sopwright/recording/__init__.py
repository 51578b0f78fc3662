"""What does one recording show? Its schema, foreign formats, privacy screen, time buckets, steps."""

"""Watch: series per reporter, episodes looked back on, alarms looking forward, hot spots, and effects.

Nothing here forecasts violence. An alarm says that a reporter's series left what it was, at a false-alarm rate set in
advance; a missing day is missing and never a quiet one.
"""

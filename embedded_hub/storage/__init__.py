"""What survives a restart: records in ``home.db``, history in ``history.db``, secrets in a file.

:func:`embedded_hub.storage.home_storage.open_home_storage` opens all of them for one home.
"""

"""From what somebody says in plain words to an action or an answer; no sound and no socket here.

::

    text ──understand──▶ intent + slots ──Things──▶ entities ──actions──▶ outcome ──words──▶ Reply

The sentences come from the packages ``hassil`` and ``home-assistant-intents`` (extra ``house``).
"""

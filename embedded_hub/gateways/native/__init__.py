"""Native gateways: small devices and programs that dial the hub and speak ``homewire.gw.v1``.

Pure: :mod:`.mapping` (their words in a home), :mod:`.inventory` (what a gateway has and how it
is), :mod:`.commands` (what is under way), :mod:`.session` (the rules of one connection). The
shell is :mod:`.gateway`.
"""

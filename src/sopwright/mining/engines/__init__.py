"""What do the events say where they already are? The questions of ``history`` as one Ibis text for many engines.

In: an Ibis table, in whatever engine it lies, and which of its columns say what. Out: the types of ``history``, equal
to what they would be had the events been read here.

Law: only summaries leave the engine, unless rows are asked for by name (``pulling``); nothing is written into it.
"""

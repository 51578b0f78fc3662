"""Is the work done as the SOP says?"""

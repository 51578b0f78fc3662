"""What was agreed? The SOP document: types, file form, digest, diff, overlay of edits, linter, templates."""

"""How does it look? HTML, PDF, DOCX, Markdown, SVG and BPMN."""

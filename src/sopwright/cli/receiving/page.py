"""What does a person see who opens the receiver's address in a browser? What this is, and what to do next."""

PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sopwright receives recordings here</title>
<style>
:root { color-scheme: light dark; }
body {
  font: 1rem/1.6 Inter, "Segoe UI", Roboto, Arial, sans-serif;
  max-width: 40rem; margin: 3rem auto; padding: 0 1rem;
}
</style>
</head>
<body>
<main>
<h1>Sopwright receives recordings here</h1>
<p>This is <code>sopwright listen</code>. It runs on this computer, and only this computer can reach it.</p>
<ol>
<li>Copy the line that it printed in the terminal: <code>http://127.0.0.1</code> and so on, with the token at its
end.</li>
<li>Open the panel of the Sopwright extension, and paste the line where it asks for the receiver.</li>
<li>Record your work, press Stop, look through what was recorded, and send it.</li>
</ol>
<p>The recording is then in the folder that the terminal names. Started with <code>--write</code>, the receiver also
writes the SOP, and the panel shows a link to it.</p>
</main>
</body>
</html>
"""

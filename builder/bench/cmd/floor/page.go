package main

// pageTemplate has what a page of a guide has at the least: navigation,
// breadcrumbs, a list of contents, the text and its neighbours.
const pageTemplate = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}} | A made-up guide</title>
<meta name="description" content="{{.Description}}">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><nav aria-label="Main"><ul>
<li><a href="/rest/"{{if eq .Section "rest"}} aria-current="true"{{end}}>Rest</a></li>
<li><a href="/talk/"{{if eq .Section "talk"}} aria-current="true"{{end}}>Talk</a></li>
<li><a href="/answers/"{{if eq .Section "answers"}} aria-current="true"{{end}}>Answers</a></li>
</ul></nav></header>
<main>
<nav aria-label="Breadcrumb"><ol>
<li><a href="/">Home</a></li>
<li><a href="/{{.Section}}/">{{.Section}}</a></li>
<li aria-current="page">{{.Title}}</li>
</ol></nav>
<article>
<h1>{{.Title}}</h1>
<nav aria-label="On this page"><ul>
{{- range .Contents}}<li><a href="#{{.ID}}">{{.Text}}</a></li>{{end}}</ul></nav>
{{.Content}}
</article>
<nav aria-label="Neighbours">
{{- with .Before}}<a rel="prev" href="/{{.}}/">Previous</a>{{end}}
{{- with .After}}<a rel="next" href="/{{.}}/">Next</a>{{end}}</nav>
</main>
<footer><p>Made for measuring.</p></footer>
</body>
</html>
`

package data

import "testing"

// typical is front matter as writers have it.
const typical = `title: "Warm, cool, still"
linkTitle: Water
description: Warm, cool, still or moving water, and what each is good for.
date: 2026-01-02
weight: 20
tags: [water, rest]
keyPoints:
  - Ask how warm.
  - Keep a towel near.
sources: [AFF14, NOR21]
next: ../skills/settling-together.md
`

type typicalRecord struct {
	Title       string   `key:"title"`
	LinkTitle   string   `key:"linkTitle"`
	Description string   `key:"description"`
	Date        string   `key:"date"`
	Weight      int      `key:"weight"`
	Tags        []string `key:"tags"`
	KeyPoints   []string `key:"keyPoints"`
	Sources     []string `key:"sources"`
	Next        string   `key:"next"`
}

func BenchmarkYAML(b *testing.B) {
	in := Input{File: "content/a.md", Data: []byte(typical), Line: 1}
	b.ReportAllocs()
	for b.Loop() {
		if _, diags := YAML(in, "test"); len(diags) > 0 {
			b.Fatal(diags)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	tree, _ := YAML(Input{File: "content/a.md", Data: []byte(typical), Line: 1}, "test")
	b.ReportAllocs()
	for b.Loop() {
		var out typicalRecord
		if diags := Decode(tree, &out, "test"); len(diags) > 0 {
			b.Fatal(diags)
		}
	}
}

// Command corpus writes a made-up guide, for trying a builder by hand:
//
//	go run ./builder/bench/cmd/corpus -n 1000 some/folder/content
package main

import (
	"flag"
	"fmt"
	"log"

	"aftercare/builder/bench/corpus"
)

func main() {
	log.SetFlags(0)
	articles := flag.Int("n", 100, "how many articles")
	seed := flag.Uint64("seed", 1, "another number gives another text")
	flag.Parse()
	if flag.NArg() != 1 || *articles < 1 {
		log.Fatal("usage: corpus [-n ARTICLES] [-seed NUMBER] FOLDER")
	}
	size, err := corpus.Guide{Articles: *articles, Seed: *seed}.Write(flag.Arg(0))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d files, %d bytes in %s\n", size.Files, size.Bytes, flag.Arg(0))
}

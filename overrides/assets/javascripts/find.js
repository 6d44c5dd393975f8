/* Finds pages in the index that the build wrote (tools/search.py), which hands itself over to
   `finder.bring`. Plain, without worker or request, so that it works from file:// too.

   Words are compared by their stems; what a stem is, which words do not count and which are alike
   are rules of the language that come with the index. A word of the question also meets words that
   it is a part of, that begin with it, and, when it is unknown, words that are spelt almost so. */
(function () {
  "use strict"
  var TITLE = 8, WORDS = 6, ABOUT = 3, LIST = 4, HEADING = 3, ITEM = 2, TEXT = 1 // what a word weighs
  var PART = 0.5, BEGIN = 0.5, ALIKE = 0.4, SLIP = 0.9, TYPO = 0.6 // how far a likeness counts
  var MANY = 8 // the weight at which more of a word adds little
  var shared = window.finder = {}
  var rules, pages, kinds
  var bare = function () { return Object.create(null) } // an object that holds nothing of itself
  var stems = bare() // stem → { pages: how many hold it }
  var forms = bare() // word as written, folded → stem
  var alike = bare() // stems of a phrase → phrases of the same meaning, each as stems
  var starts = bare() // how known words start, to be quick
  var known = bare() // word → what stemming, cutting gave before
  var cuts = bare() // stem of a compound → stems of its parts

  var fold = function (text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
  }
  var stem = function (word) {
    if (!(word in known)) {
      known[word] = rules.stems.reduce(function (left, rule) { return left.replace(rule[0], rule[1]) }, word)
    }
    return known[word]
  }
  /* The words of a text: {text, at, word}. A word with a hyphen is one word, and also its parts. */
  var tokens = function (text) {
    return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+(?:[-’'&.][\p{L}\p{N}\p{M}]+)*/gu), function (found) {
      var word = fold(found[0]).replace(/[’']s$/, "")
      return {
        text: found[0],
        at: found.index,
        word: word.replace(/[-’'&.]/g, ""),
        parts: /[-’'.]/.test(word) ? word.split(/[-’'&.]/).filter(function (one) { return one.length > 1 }) : [],
      }
    })
  }
  var plain = function (text) {
    return tokens(text).map(function (one) { return one.word })
  }
  var counts = function (word) { return !rules.skip.has(word) }
  var phrase = function (text) {
    var terms = plain(text)
    var telling = terms.filter(counts)
    return (telling.length ? telling : terms).map(stem)
  }
  /* Cut a compound into two or three words that are known; the most even cut is the best one. */
  var cut = function (word, holds, deep) {
    holds = holds || isWord
    var best = [], even = 0
    for (var at = 3; at <= word.length - 3; at++) {
      var right = word.slice(at)
      if (!(right.slice(0, 3) in starts) || !holds(right)) continue
      rules.joints.forEach(function (joint) {
        if (!word.slice(0, at).endsWith(joint)) return
        var left = word.slice(0, at - joint.length)
        var parts = holds(left) ? [stem(left)] : !deep && left.length > 6 ? cut(left, holds, true) : []
        if (parts.length && Math.min(left.length, right.length) > even) {
          even = Math.min(left.length, right.length)
          best = parts.concat(stem(right))
        }
      })
    }
    return best
  }
  var isForm = function (word) { return word.length > 2 && word in forms && !rules.skip.has(word) }
  var isWord = function (word) {
    if (word.length < 3 || rules.skip.has(word)) return false
    return (word in forms) || (word.length > 3 && (stem(word) in stems))
  }

  /* ---- Reading the index ------------------------------------------------------------------- */

  var learn = function (word) {
    forms[word] = stem(word)
    starts[word.slice(0, 3)] = true
    stems[forms[word]] = stems[forms[word]] || { pages: 0 }
  }
  var weigh = function (bag, text, weight) {
    tokens(text).forEach(function (one) {
      var add = function (word, part) { bag[stem(word)] = (bag[stem(word)] || 0) + weight * part }
      add(one.word, 1)
      one.parts.forEach(function (part) { add(part, 1) })
    })
  }
  shared.bring = function (index) {
    rules = {
      skip: new Set(index.rules.skip.split(/\s+/)),
      stems: index.rules.stems.map(function (rule) { return [new RegExp(rule[0]), rule[1]] }),
      joints: index.rules.joints,
    }
    kinds = index.kinds
    readPages(index.pages)
    var own = Object.keys(forms)
    index.rules.alike.flat().forEach(function (text) { plain(text).forEach(learn) })
    /* A compound on a page also counts as its parts. */
    own.forEach(function (word) {
      if (word.length > 6) {
        var parts = cut(word)
        if (parts.length) cuts[stem(word)] = parts
      }
    })
    countPages()
    index.rules.alike.forEach(function (group) {
      var phrases = group.map(phrase)
      phrases.forEach(function (one) {
        var key = one.join(" ")
        alike[key] = (alike[key] || []).concat(phrases.filter(function (other) { return other.join(" ") !== key }))
      })
    })
  }
  var withParts = function (bag) {
    Object.keys(bag).forEach(function (one) {
      (cuts[one] || []).forEach(function (part) {
        if (part !== one) bag[part] = (bag[part] || 0) + bag[one] * PART
      })
    })
  }
  var placeOf = function (place) {
    var own = bare()
    weigh(own, place[2], weightOf(place))
    if (place[1] === "item" || place[1] === "list") weigh(own, place[0], 1)
    weigh(own, place[3], TEXT / (0.5 + place[3].length / 1200))
    return { anchor: place[0], kind: place[1], title: place[2], text: place[3], bag: own }
  }
  var weightOf = function (place) {
    return { list: LIST, item: ITEM, term: HEADING }[place[1]] || HEADING
  }
  var readPages = function (given) {
    pages = given.map(function (page) {
      var bag = bare()
      weigh(bag, page.title, TITLE)
      weigh(bag, page.words, WORDS)
      weigh(bag, page.about, ABOUT)
      var length = page.places.reduce(function (sum, place) { return sum + place[3].length }, 0)
      var places = page.places.map(function (place) {
        weigh(bag, place[2], weightOf(place))
        if (place[1]) weigh(bag, place[0], 0.5)
        weigh(bag, place[3], TEXT / (0.5 + length / 4000))
        return placeOf(place)
      })
      return { url: page.url, title: page.title, kind: page.kind, bag: bag, places: places, named: phrase(page.title) }
    })
    given.forEach(function (page) {
      [page.title, page.words, page.about].concat(page.places.flat()).forEach(function (text) {
        tokens(text).forEach(function (one) { [one.word].concat(one.parts).forEach(learn) })
      })
    })
  }
  var countPages = function () {
    var bags = pages.map(function (page) { return page.bag })
    pages.forEach(function (page) { page.places.forEach(function (place) { bags.push(place.bag) }) })
    bags.forEach(withParts)
    pages.forEach(function (page) {
      Object.keys(page.bag).forEach(function (one) {
        stems[one] = stems[one] || { pages: 0 }
        stems[one].pages++
      })
    })
  }

  /* ---- Understanding a question ------------------------------------------------------------- */

  /* How many letters two words differ; a pair of letters that changed places counts once. */
  var distance = function (a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1
    var before, last, row = Array.from({ length: b.length + 1 }, function (_, at) { return at })
    for (var i = 1; i <= a.length; i++) {
      before = last
      last = row
      row = [i]
      for (var j = 1; j <= b.length; j++) {
        var cost = a[i - 1] === b[j - 1] ? 0 : 1
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
      }
      if (Math.min.apply(null, row) > most) return most + 1
    }
    return row[b.length]
  }
  var nearest = function (word, most) {
    if (!most) most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2
    var found = [], best = most
    if (!most) return found
    Object.keys(forms).forEach(function (form) {
      if (form.length < 4) return
      var far = distance(word, form, best)
      if (far > best) return
      if (far < best) found = []
      best = far
      found.push(form)
    })
    return found
  }
  /* What a word of the question may stand for: stems with how far they count. */
  var meanings = function (word, last) {
    var found = bare()
    var add = function (one, weight) { found[one] = Math.max(found[one] || 0, weight) }
    var own = stem(word)
    add(own, 1)
    if (word.length > (last ? 2 : 3)) {
      Object.keys(forms).forEach(function (form) {
        var inside = form.startsWith(word) || (own.length > 3 && form.startsWith(own))
        if (inside) add(forms[form], BEGIN * (0.4 + 0.6 * word.length / Math.max(form.length, word.length)))
      })
    }
    return found
  }
  var isHeld = function (one) { return (one in stems) }

  /* Two words, one of them unknown, that are one when written together. */
  var together = function (all) {
    return all.reduce(function (kept, one) {
      var last = kept[kept.length - 1]
      var apart = last && !(isHeld(stem(last.word)) && isHeld(stem(one.word)))
      var joined = apart ? last.word + one.word : ""
      var merged = joined && (isHeld(stem(joined)) ? [joined] : cut(joined).length ? [] : nearest(joined))
      if (merged && merged.length) kept[kept.length - 1] = { word: merged[0], parts: [] }
      else kept.push(one)
      return kept
    }, [])
  }
  /* The words of a question as they count: known ones, else nearly the same ones. */
  var asked = function (query) {
    var all = tokens(query)
    var telling = all.filter(function (one) { return counts(one.word) })
    return together(telling.length ? telling : all).flatMap(function (one) {
      if (isHeld(stem(one.word))) return [[{ word: one.word, weight: 1 }]]
      if (one.parts.length && one.parts.every(function (part) { return isHeld(stem(part)) })) {
        return one.parts.filter(counts).map(function (part) { return [{ word: part, weight: 1 }] })
      }
      var slip = cut(one.word, isForm).length || one.word.length < 8 ? [] : nearest(one.word, 1)
      if (slip.length) return [slip.map(function (form) { return { word: form, weight: SLIP } })]
      var begun = one.word.length > 3 && Object.keys(forms).some(function (form) { return form.startsWith(one.word) })
      if (begun || cut(one.word).length) return [[{ word: one.word, weight: 1 }]]
      var near = nearest(one.word).map(function (form) { return { word: form, weight: TYPO } })
      return [[{ word: one.word, weight: 1 }].concat(near, start(one.word))]
    })
  }
  /* An unknown word may still begin with a known one, or be one after a word that does not count. */
  var start = function (word) {
    var found = []
    for (var size = word.length - 2; size > 1; size--) {
      var left = word.slice(0, size), right = word.slice(size)
      if ((size > 3 && isWord(left) && left in forms) || (rules.skip.has(left) && right.length > 3 && isWord(right))) {
        found.push({ word: rules.skip.has(left) ? right : left, weight: PART })
      }
    }
    return found.slice(0, 2)
  }
  /* A question becomes slots, each with ways to fill it: parts that must all be met. */
  var slots = function (query) {
    var terms = asked(query)
    var made = []
    for (var at = 0; at < terms.length;) {
      var ways = [], size = 1
      for (var long = Math.min(4, terms.length - at); long > 1; long--) {
        var span = terms.slice(at, at + long)
        var key = span.map(function (one) { return stem(one[0].word) })
        var others = (alike[key.join(" ")] || []).map(function (parts) { return way(parts, ALIKE) })
        var joined = long === 2 ? span[0][0].word + span[1][0].word : ""
        if (joined && isHeld(stem(joined))) others.push(way([stem(joined)], 1))
        if (others.length) {
          ways = others.concat({ weight: 1, parts: span.map(function (one) { return meanings(one[0].word) }) })
          size = long
          break
        }
      }
      if (size === 1) {
        terms[at].forEach(function (one) {
          ways.push({ weight: one.weight, parts: [meanings(one.word, at === terms.length - 1)] })
          var parts = cut(one.word)
          if (parts.length) ways.push(way(parts, one.weight * 0.8));
          (alike[stem(one.word)] || []).forEach(function (parts) { ways.push(way(parts, one.weight * ALIKE)) })
        })
      }
      made.push({ size: size, ways: ways })
      at += size
    }
    return made
  }
  /* A way to fill a slot: by stems, or by what means the same as each of them. */
  var way = function (parts, weight) {
    return {
      weight: weight,
      parts: parts.map(function (one) {
        var own = bare();
        (parts.length > 1 && alike[one] || []).forEach(function (other) { if (other.length === 1) own[other[0]] = ALIKE })
        own[one] = 1
        return own
      }),
    }
  }

  /* ---- Weighing pages ------------------------------------------------------------------------ */

  var rarity = function (one) {
    var held = isHeld(one) ? stems[one].pages : 0
    return Math.log(1 + (pages.length - held + 0.5) / (held + 0.5))
  }
  var met = function (bag, meaning) {
    var best = 0
    Object.keys(meaning).forEach(function (one) {
      var weight = bag[one]
      if (weight) best = Math.max(best, meaning[one] * rarity(one) * weight / (weight + MANY))
    })
    return best
  }
  var score = function (bag, question) {
    var filled = 0
    var sum = question.reduce(function (sum, slot) {
      var best = slot.ways.reduce(function (best, way) {
        var got = way.parts.map(function (part) { return met(bag, part) })
        var whole = got.every(Boolean) ? 1 : 0.4
        var mean = got.reduce(function (a, b) { return a + b }, 0) / got.length
        return Math.max(best, way.weight * whole * mean)
      }, 0)
      if (best) filled += slot.size
      return sum + best * slot.size
    }, 0)
    var size = question.reduce(function (sum, slot) { return sum + slot.size }, 0)
    return sum * (0.4 + 0.6 * filled / size)
  }
  /* How far a question names a page: the share of its title that the question holds, and back. */
  var naming = function (page, terms) {
    var heavy = function (all) { return all.reduce(function (sum, one) { return sum + rarity(one) }, 0) }
    var both = heavy(page.named.filter(function (one) { return terms.includes(one) }))
    return both && 2 * both / (heavy(page.named) + heavy(terms))
  }

  /* Give the pages that a question finds, the best first: {url, title, kind, places}, each place
     {anchor, kind, title, text}; and `hits`, which tells of a word whether it was meant. */
  shared.find = function (query) {
    var question = slots(query)
    if (!question.length) return { pages: [], hits: function () { return false } }
    var terms = phrase(query)
    var down = function (a, b) { return b.score - a.score }
    var found = pages.map(function (page) {
      var places = page.places.map(function (place) { return { place: place, score: score(place.bag, question) } })
      places.sort(down)
      var most = places.length ? places[0].score : 0
      return { page: page, places: places, score: (score(page.bag, question) + 0.5 * most) * (1 + 0.6 * naming(page, terms)) }
    })
    found = found.filter(function (one) { return one.score > 0 }).sort(down)
    var least = found.length ? found[0].score * 0.06 : 0
    var meant = bare()
    question.forEach(function (slot) {
      slot.ways.forEach(function (way) {
        way.parts.forEach(function (part) { Object.assign(meant, part) })
      })
    })
    return {
      pages: found.filter(function (one) { return one.score >= least }).map(function (one) {
        var best = one.places.length ? one.places[0].score : 0
        return {
          url: one.page.url,
          title: one.page.title,
          kind: one.page.kind,
          places: one.places.filter(function (place, at) {
            return at < 3 && place.score > 0 && place.score >= best * 0.6
          }).map(function (place) {
            return {
              anchor: place.place.anchor,
              kind: kinds[place.place.kind] || "",
              title: place.place.title,
              text: place.place.text,
            }
          }),
        }
      }),
      hits: function (text) {
        return tokens(text).some(function (one) {
          return [one.word].concat(one.parts, cut(one.word)).some(function (word) {
            return (word in meant) || (stem(word) in meant)
          })
        })
      },
    }
  }
  shared.stem = function (word) { return stem(fold(word)) }
  shared.cut = function (word) { return cut(fold(word)) }
})()

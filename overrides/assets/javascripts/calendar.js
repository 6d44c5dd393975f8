/* A list as one calendar event (RFC 5545): the same as the file in tools/exports/calendar.py, but at
   the moment that the reader chose. */
(function () {
  "use strict"
  var shared = window.takeAlong = window.takeAlong || {}

  var escaped = function (text) {
    return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n")
  }
  /* At most 75 octets a line, and no character in two (3.1). */
  var folded = function (line) {
    var lines = [], part = "", size = 0
    Array.from(line).forEach(function (sign) {
      var octets = new TextEncoder().encode(sign).length
      if (size + octets > 75) {
        lines.push(part)
        part = " "
        size = 1
      }
      part += sign
      size += octets
    })
    return lines.concat(part).join("\r\n")
  }
  var stamp = function (moment) { return moment.toISOString().replace(/[-:]|\.\d+Z/g, "") }

  /* Give the file. `list`: as read from the page; `day` 2026-12-01 and `time` 09:00 are the reader's
     own, without a zone; `maker`: the product's id; `host`: what makes the event's id unique. */
  shared.calendar = function (list, day, time, maker, host) {
    // Reckoned as if it were UTC, so that no change to summer time comes between.
    var start = new Date(day + "T" + time + ":00Z")
    var end = new Date(start.getTime() + list.minutes * 60000)
    var about = [list.title, ""]
      .concat(list.items.map(function (item) { return "☐ " + item.what }))
      .concat("", list.labels.close + ": " + list.close, "", list.version, list.based_on, list.address || [])
    return [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:" + maker,
      "CALSCALE:GREGORIAN",
      "BEGIN:VEVENT",
      "SUMMARY:" + escaped(list.labels.list + ": " + list.title),
      "DTSTART:" + stamp(start),
      "DTEND:" + stamp(end),
      "DTSTAMP:" + list.date.replace(/-/g, "") + "T000000Z",
      "UID:" + list.id + "-" + stamp(start) + "@" + host,
      "DESCRIPTION:" + escaped(about.join("\n")),
      "STATUS:TENTATIVE",
      "TRANSP:TRANSPARENT",
      list.address ? "URL:" + list.address : "",
      "X-CHECKLIST-ITEMS:" + escaped(list.items.map(function (item) { return item.id }).join(" ")),
      "X-CHECKLIST-VERSION:" + list.date,
      "END:VEVENT",
      "END:VCALENDAR"
    ].filter(Boolean).map(folded).join("\r\n") + "\r\n"
  }
})()

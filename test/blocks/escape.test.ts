import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markdownText, slackText, terminalText, visible, webAddress } from '../../src/blocks/escape.ts'
import { hostileText } from './arbitrary.ts'
import { rendered } from './rendered.ts'

/** The word joiner that we put in ourselves; the reviewed code's own is shown as ⟦U+2060⟧. */
const withoutJoiner = (text: string) => text.replaceAll('\u2060', '')

describe('visible', () => {
  test.each([
    ['\u202euser', '⟦U+202E⟧user'],
    ['a\u200bb\ufeff', 'a⟦U+200B⟧b⟦U+FEFF⟧'],
    ['\u0000\u001b[31m\u009b', '⟦U+0000⟧⟦U+001B⟧[31m⟦U+009B⟧'],
    ['a\r\nb\rc', 'a\nb⟦U+000D⟧c'],
    ['\u2028\u2029\u00ad\u115f', '⟦U+2028⟧⟦U+2029⟧⟦U+00AD⟧⟦U+115F⟧'],
    ['\ud800x', '⟦U+D800⟧x'],
    ['\u{e0041}', '⟦U+E0041⟧'],
    ['\tcode 漢字 é 😀\n', '\tcode 漢字 é 😀\n'],
  ])('%j is shown as %j', (text, shown) => {
    expect(visible(text)).toBe(shown)
  })

  test('nothing unseen is left, and what is visible stays as it is', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = visible(text)
        expect(shown.replace(/[\n\t]/g, '')).not.toMatch(
          /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u,
        )
        expect(visible(shown)).toBe(shown)
      }),
    )
  })
})

describe('slackText', () => {
  test.each([
    ['<!channel>', '&lt;!channel&gt;'],
    ['<@U1> & co', '&lt;@\u2060U1&gt; &amp; co'],
    ['<https://evil.example|safe>', '&lt;https://evil.example|safe&gt;'],
    ['&lt;!here&gt;', '&amp;lt;!here&amp;gt;'],
    ['mail @everyone', 'mail @\u2060everyone'],
  ])('%s becomes %s', (text, escaped) => {
    expect(slackText(text)).toBe(escaped)
  })

  test('holds no markup and no mention, and Slack shows the words again', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const escaped = slackText(text)
        expect(escaped).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)|@\w/)
        const shown = escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
        expect(withoutJoiner(shown)).toBe(visible(text))
      }),
    )
  })
})

describe('markdownText', () => {
  test.each([
    ['`a` *b* _c_ ~d~', '\\`a\\` \\*b\\* \\_c\\_ \\~d\\~'],
    ['<b>&amp;</b> a|b', '\\<b\\>\\&amp;\\</b\\> a\\|b'],
    ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
    ['@octocat fixed #12', '@&#x2060;octocat fixed #&#x2060;12'],
    [
      'see https://evil.example and www.evil.example',
      'see https:&#x2060;//evil.example and www&#x2060;.evil.example',
    ],
    ['two\nlines', 'two lines'],
  ])('%s becomes %s', (text, escaped) => {
    expect(markdownText(text)).toBe(escaped)
  })

  test('a Markdown renderer shows the words and makes nothing of them', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { words, tags } = rendered(`x ${markdownText(text)} x`)
        expect(tags).toEqual([])
        expect(withoutJoiner(words).replace(/\s+/g, ' ')).toBe(`x ${visible(text)} x`.replace(/\s+/g, ' '))
      }),
    )
  })

  test('GitHub finds no name, issue or address in it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { words } = rendered(`x ${markdownText(text)} x`)
        expect(words).not.toMatch(/@[\w-]|#\d|:\/\/|www\./i)
      }),
    )
  })
})

describe('terminalText', () => {
  test('is one line without a control character, whatever it is given', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(terminalText(text)).not.toMatch(/[^\P{Cc}\t]/u)
      }),
    )
    expect(terminalText('\u001b[2J\u0007a\n  b')).toBe('⟦U+001B⟧[2J⟦U+0007⟧a b')
  })
})

describe('webAddress', () => {
  test.each([
    ['https://raft.github.io/raft.pdf', 'https://raft.github.io/raft.pdf'],
    ['https://a.example/x(1)`y', 'https://a.example/x%281%29%60y'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['https://user:word@a.example/', null],
    ['//a.example', null],
    ['', null],
  ])('%s is %s', (url, address) => {
    expect(webAddress(url)).toBe(address)
  })
})

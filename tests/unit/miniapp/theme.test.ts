import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

const source = readFileSync(join(__dirname, '../../../miniapp/src/theme/_tokens.scss'), 'utf8')
const tokens = new Map(
  [...source.matchAll(/^\$([\w-]+): (#[0-9a-f]{6});/gm)].map(([, name, hex]) => [name, hex]),
)

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [hexOf(one), hexOf(other)].map(luminance).sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const hexOf = (name: string) => {
  const hex = tokens.get(name)
  if (!hex) throw new Error(`No token ${name}`)
  return hex
}

describe('the palette', () => {
  it.each([
    ['ink', 'paper'],
    ['ink', 'card'],
    ['ink-2', 'paper'],
    ['ink-2', 'card'],
    ['vermilion', 'paper'],
    ['card', 'vermilion'],
    ['card', 'vermilion-deep'],
    ['vermilion-tint', 'vermilion-deep'],
    ['vermilion', 'vermilion-tint'],
    ['field', 'field-tint'],
    ['ink', 'field-tint'],
    ['ink-2', 'field-tint'],
    ['amber', 'amber-tint'],
    ['indigo', 'indigo-tint'],
    ['indigo', 'paper'],
    ['card', 'field'],
    ['card', 'field-deep'],
    ['card', 'ink-2'],
  ])('%s on %s can be read (4.5 : 1)', (text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
  })

  it.each([
    ['line', 'paper'],
    ['line', 'card'],
  ])('%s on %s can be seen (3 : 1)', (mark, ground) => {
    expect(contrast(mark, ground)).toBeGreaterThanOrEqual(3)
  })
})

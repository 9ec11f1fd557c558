import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import personas from '../../config/demo/personas.json'
import { ConfigError, Environment, readConfig } from '../../server/src/config'

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8')

describe('the README', () => {
  it.each(Object.entries(Environment.properties))('documents %s as the code reads it', (name, schema) => {
    const { default: value, description } = schema as unknown as { default: string; description: string }
    expect(readme).toContain(`| \`${name}\` | ${value ? `\`${value}\`` : ''} | ${description} |`)
  })

  it.each(personas)('names the persona $persona', ({ persona, name, what }) => {
    expect(readme).toContain(`| \`${persona}\` | ${name} | ${what} |`)
  })

  it('names only commands that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'))
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map((match) => match[1])
    for (const command of named) expect(Object.keys(scripts)).toContain(command)
  })

  it('names every command that tests or measures', () => {
    const { scripts } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'))
    const wanted = Object.keys(scripts).filter((name) => /^(test:|bench|budgets)/.test(name))
    for (const command of wanted) expect(readme).toContain(`npm run ${command}`)
  })
})

describe('the environment', () => {
  it('has working defaults', () => {
    expect(readConfig({})).toMatchObject({ port: 3000, host: '127.0.0.1', dataDir: './data', demo: 'auto' })
  })

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['DEMO', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['MONGODB_URI', 'localhost'],
    ['FIELD_KEY', 'abc'],
  ])('refuses %s=%s with a sentence that names it', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`环境变量 ${name} .*。$`))
  })
})

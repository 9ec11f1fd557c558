import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { wechatTemplates } from '../../../server/src/features/catalogue'
import type { ownTemplates } from '../../../server/src/features/push'
import { checkTemplates } from '../../../server/src/start/wechat-templates'
import { type Pair, startPair } from './setup'

const { published, emergency } = wechatTemplates()
const config = {
  wechat: { templates: { published: published.templateId, emergency: emergency.templateId } },
} as Parameters<typeof ownTemplates>[0]['config']

let pair: Pair
beforeAll(async () => {
  pair = await startPair({ templates: [published, emergency] })
})
afterAll(() => pair.emulator.close())

/** What a start says and logs. */
async function started(client: Pair['client'] = pair.client) {
  const lines: string[] = []
  const levels: string[] = []
  const note = (level: string) => () => void levels.push(level)
  const log = { warn: note('warn'), error: note('error') } as unknown as Parameters<
    typeof checkTemplates
  >[0]['log']
  await checkTemplates({ config, wechat: client, log }, (line) => lines.push(line))
  return { lines, levels }
}

describe('the templates, at start', () => {
  it('are read from the vendor with the keys of their fields', async () => {
    const answer = await pair.client.ownTemplates()
    expect(answer).toMatchObject({ kind: 'ok' })
    if (answer.kind === 'ok') {
      expect(answer.value.map(({ templateId }) => templateId)).toEqual([
        published.templateId,
        emergency.templateId,
      ])
      expect(answer.value[0]?.content).toContain('{{thing1.DATA}}')
    }
  })

  it('are silent where all agrees', async () => {
    expect(await started()).toEqual({ lines: [], levels: [] })
  })

  it('are named with the key that does not fit', async () => {
    const [field, ...others] = published.fields
    const other = await startPair({
      templates: [
        { ...published, fields: [{ name: field?.name ?? '', key: 'thing18' }, ...others] },
        emergency,
      ],
    })
    const { lines, levels } = await started(other.client)
    expect(lines.join()).toContain('thing18（事项）')
    expect(levels).toEqual(['error'])
    await other.emulator.close()
  })

  it('are only a warning where the vendor does not answer', async () => {
    const away = pair.newClient({ baseUrl: 'http://127.0.0.1:9' })
    expect(await started(away)).toEqual({ lines: [], levels: ['warn'] })
  })
})

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { Said } from '../../../miniapp/src/api/speech'

/** What the vendor's plugin and the phone do; the code below is ours and whole. */
interface Asked {
  content: string
  success(made: { retcode?: number; filename?: string }): void
  fail(problem?: { retcode: number }): void
}
type Event = 'Ended' | 'Error' | 'Stop' | 'Pause'

const asked: Asked[] = []
const played: string[] = []
let stops = 0
const heard = new Map<Event, () => void>()
const audio: Record<string, unknown> = {
  play: () => void played.push(String(audio.src)),
  stop() {
    stops += 1
    heard.get('Stop')?.()
  },
}
for (const event of ['Ended', 'Error', 'Stop', 'Pause'] as const) {
  audio[`on${event}`] = (then: () => void) => void heard.set(event, then)
  audio[`off${event}`] = () => void heard.delete(event)
}
jest.mock('@tarojs/taro', () => ({
  __esModule: true,
  default: {
    requirePlugin: () => ({ textToSpeech: (one: Asked) => void asked.push(one) }),
    createInnerAudioContext: () => audio,
  },
}))

let speech: typeof import('../../../miniapp/src/api/speech')
beforeEach(async () => {
  Object.assign(globalThis, { SPEECH_PLUGIN: true })
  asked.length = played.length = stops = 0
  heard.clear()
  speech = await import('../../../miniapp/src/api/speech')
})
afterEach(() => void jest.useRealTimers())

const settled = () => new Promise((done) => setImmediate(done))
async function sayThen(then: (one: Asked) => void): Promise<Said> {
  const said = speech.say('一句话。', 1)
  await settled()
  then(asked.at(-1) as Asked)
  return said
}

describe('微信同声传译 behind 听一听', () => {
  it.each([-20001, -20002, -20003, -20005, -40001, -99999])(
    'its failure %d is a sentence, and nothing sounds',
    async (retcode) => {
      for (const way of ['fail', 'success'] as const) {
        const said = await sayThen((one) => one[way]({ retcode }))
        expect(said).toMatch(/^[\p{Script=Han}，]{6,20}$/u)
      }
      expect(played).toEqual([])
    },
  )

  it('a sound is played to its end; one that cannot be played is a sentence', async () => {
    const said = speech.say('一句话。', 1.2)
    asked.at(-1)?.success({ retcode: 0, filename: 'https://example.org/a.mp3' })
    await settled()
    expect([played, audio.playbackRate]).toEqual([['https://example.org/a.mp3'], 1.2])
    heard.get('Ended')?.()
    expect(await said).toBe(true)
    const broken = speech.say('又一句。', 1)
    asked.at(-1)?.success({ retcode: 0, filename: 'https://example.org/b.mp3' })
    await settled()
    heard.get('Error')?.()
    expect(await broken).toBe('声音放不出来，请检查网络和音量再听')
  })

  it('hushed before the sound is made, it never sounds', async () => {
    const said = speech.say('一句话。', 1)
    speech.hush()
    asked.at(-1)?.success({ retcode: 0, filename: 'https://example.org/a.mp3' })
    expect(await said).toBe(false)
    expect(played).toEqual([])
  })

  it('hushed while it sounds, it stops; so does a call that comes in', async () => {
    for (const end of [() => speech.hush(), () => heard.get('Pause')?.()]) {
      const said = speech.say('一句话。', 1)
      asked.at(-1)?.success({ retcode: 0, filename: 'https://example.org/a.mp3' })
      await settled()
      end()
      expect(await said).toBe(false)
    }
    expect(stops).toBe(1)
  })

  it('whoever gets no answer is told after fifteen seconds', async () => {
    jest.useFakeTimers()
    const said = speech.say('一句话。', 1)
    await jest.advanceTimersByTimeAsync(15_000)
    expect(await said).toBe('没有连上网络，请检查网络再听')
    asked.at(-1)?.success({ retcode: 0, filename: 'https://example.org/late.mp3' })
    await jest.advanceTimersByTimeAsync(1000)
    expect(played).toEqual([])
  })
})

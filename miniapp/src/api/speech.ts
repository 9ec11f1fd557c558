import Taro from '@tarojs/taro'

/** 微信同声传译: the vendor's plugin. Only in a build that declares it, because an app without its grant does not open. In a browser: `speech.h5.ts`. */
interface Plugin {
  textToSpeech(asked: {
    lang: 'zh_CN'
    tts: true
    content: string
    success: (made: { retcode?: number; filename?: string }) => void
    fail: () => void
  }): void
}

const plugin = (): Plugin | null => {
  if (!SPEECH_PLUGIN) return null
  try {
    return (Taro as unknown as { requirePlugin(name: string): Plugin }).requirePlugin('WechatSI')
  } catch {
    return null
  }
}

/** Whether this phone can read aloud. */
export const canSpeak = (): boolean => plugin() !== null

let audio: Taro.InnerAudioContext | undefined
let turn = 0

/** Reads one sentence; false where it was hushed or could not be read. */
export function say(text: string, rate: number): Promise<boolean> {
  const mine = ++turn
  const made = plugin()
  return new Promise((done) => {
    if (!made) return done(false)
    made.textToSpeech({
      lang: 'zh_CN',
      tts: true,
      content: text,
      success: ({ filename }) => {
        if (mine !== turn || !filename) return done(false)
        audio ??= Taro.createInnerAudioContext()
        const playing = audio
        const end = (said: boolean) => {
          playing.offEnded()
          playing.offError()
          playing.offStop()
          done(said)
        }
        playing.onEnded(() => end(true))
        playing.onError(() => end(false))
        playing.onStop(() => end(false))
        playing.src = filename
        playing.playbackRate = rate
        playing.play()
      },
      fail: () => done(false),
    })
  })
}

/** Stops what is being read. */
export function hush(): void {
  turn++
  audio?.stop()
}

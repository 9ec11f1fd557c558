import type { NoticeView } from '@hutang/shared/contract'
import { spokenNotice } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Button } from '../../components'
import { useSpeech } from '../../hooks/use-speech'

/** 听一听: the notice is read aloud; pause, go on, slower, faster. */
export function Listen({ notice }: { notice: NoticeView }) {
  const speech = useSpeech(() => spokenNotice(notice))
  const { state, at, of } = speech
  const reading = state === 'reading'
  if (!speech.possible) return null
  return (
    <>
      {state === 'off' ? null : (
        <View className="notice-speech" {...a11y({ role: 'group', label: '听一听' })}>
          <Text className="notice-speech__words" {...a11y({ role: 'status' })}>
            {state === 'failed' ? speech.why : `${reading ? '正在读' : '停在'}第 ${at} 句，共 ${of} 句`}
          </Text>
          <View className="notice-speech__ways">
            <Button kind="quiet" inline label="读慢一点" onPress={speech.slower}>
              慢一点
            </Button>
            <Button kind="quiet" inline label="读快一点" onPress={speech.faster}>
              快一点
            </Button>
            <Button kind="quiet" inline onPress={speech.stop}>
              不听了
            </Button>
          </View>
        </View>
      )}
      <Button kind="secondary" onPress={reading ? speech.pause : speech.read}>
        {reading ? '停一停' : state === 'off' ? '听一听' : '接着听'}
      </Button>
    </>
  )
}

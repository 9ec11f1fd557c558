import { Text, View } from '@tarojs/components'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button } from '../../components/button/button'
import { Card } from '../../components/card/card'
import { Problem } from '../../components/states/problem'
import { toast } from '../../components/toast/toast'
import { unfollowedText } from '../../format/words'
import { useAction } from '../../hooks/use-action'
import './welcome.scss'

export interface WelcomeProps {
  text: string
  onAnswer: (answer: Answer<'POST /api/me/welcome'>) => void
}

/** What a new villager was subscribed to, kept or ended in one tap. */
export function Welcome({ text, onAnswer }: WelcomeProps) {
  const save = useAction(async (_key, keep: boolean) => {
    onAnswer(await call('POST /api/me/welcome', { body: { keep } }))
    toast(keep ? '好，有了就告诉您' : unfollowedText)
  })
  return (
    <Card title="欢迎" tone="info">
      <View className="welcome">
        <Text>{text.replace('不想要，点这里关掉。', '')}</Text>
        <Problem error={save.error} />
        <Button busy={save.busy} onPress={() => void save.run(true)}>
          好，就这样
        </Button>
        <Button kind="secondary" busy={save.busy} onPress={() => void save.run(false)}>
          不想要，点这里关掉
        </Button>
      </View>
    </Card>
  )
}

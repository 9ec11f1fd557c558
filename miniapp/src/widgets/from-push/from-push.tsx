import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../components/button/button'
import { Problem } from '../../components/states/problem'
import { useAction } from '../../hooks/use-action'
import { useUser } from '../../store/session'
import './from-push.scss'

export interface FromPushProps {
  /** Why the person was told. */
  why: string
  /** The words of the button that ends it. */
  action: string
  /** What it says once it is ended. */
  ended: string
  end: () => Promise<unknown>
}

/** On the first screen of a page that a message opened: one tap, and no such message comes again. */
export function FromPush({ why, action, ended, end }: FromPushProps) {
  const user = useUser()
  const opened = useRouter().params.from === 'push'
  const [done, setDone] = useState(false)
  const stop = useAction(end)
  if (!opened || !user) return null
  const run = async () => {
    if (await stop.run()) setDone(true)
  }
  return (
    <View className="from-push">
      <Text className="from-push__words">{done ? ended : why}</Text>
      {done ? null : (
        <Button kind="secondary" inline busy={stop.busy} onPress={() => void run()}>
          {action}
        </Button>
      )}
      <Problem error={stop.error} />
    </View>
  )
}

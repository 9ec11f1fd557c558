import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Pressable } from '../../components/pressable/pressable'
import type { Fresh } from '../../hooks/use-fresh'
import './fresh-bar.scss'

/** Over the foot of the page, so that nothing moves under the finger: there is something new, and a tap shows it. */
export function FreshBar({
  fresh,
  words = '有新公开，点这里看',
  tab,
}: {
  fresh: Fresh
  words?: string
  tab?: boolean
}) {
  return (
    <View
      className={`fresh-bar${tab ? ' fresh-bar--tabs' : ''}`}
      {...a11y({ role: 'status', live: 'polite' })}
    >
      {fresh ? (
        <Pressable className="fresh-bar__words" onPress={fresh.show}>
          <Text>{words}</Text>
        </Pressable>
      ) : null}
    </View>
  )
}

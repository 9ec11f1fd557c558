import { View } from '@tarojs/components'
import type { Pages } from '../../api/use-more'
import { Button } from '../button/button'
import { Problem } from '../states/problem'
import './load-more.scss'

/** At the end of a long list: the next part, when asked for. */
export function LoadMore<T>({ pages }: { pages: Pages<T> }) {
  if (!pages.more) return null
  return (
    <View className="load-more">
      <Problem error={pages.error} />
      <Button kind="secondary" busy={pages.busy} onPress={() => void pages.load()}>
        {pages.error ? '再试一次' : '再看一些'}
      </Button>
    </View>
  )
}

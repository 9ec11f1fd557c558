import { View } from '@tarojs/components'
import { Button } from '../button/button'
import type { Failure } from '../states/failure'
import { Problem } from '../states/problem'
import './load-more.scss'

export interface LoadMoreProps {
  pages: { more: boolean; busy: boolean; error: Failure | undefined; load(): Promise<void> }
}

/** At the end of a long list: a button for the next part. */
export function LoadMore({ pages }: LoadMoreProps) {
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

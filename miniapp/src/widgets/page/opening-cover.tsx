import { View } from '@tarojs/components'
import { offlineError } from '../../api/errors'
import { Button } from '../../components/button/button'
import { Skeleton } from '../../components/skeleton/skeleton'
import { opening } from '../../store/opening'
import { ErrorState } from '../error-state/error-state'
import { shapeOf } from './shape'

/** h5: over the page in front while the next one is fetched; without a network, a card to try again. */
export function OpeningCover() {
  const next = opening.use()
  if (!next) return null
  return (
    <View className="page__cover">
      {next.failed ? (
        <>
          <ErrorState error={offlineError()} onRetry={next.retry} />
          {next.cancel ? (
            <Button kind="quiet" onPress={next.cancel}>
              先不看了
            </Button>
          ) : null}
        </>
      ) : (
        <Skeleton shape={shapeOf(next.url)} />
      )}
    </View>
  )
}

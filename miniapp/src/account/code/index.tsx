import type { SceneTarget } from '@hutang/shared/contract'
import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { EmptyState } from '../../components'
import { cadreAddress, goInstead, goTo, policiesAddress, replacePage, wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { region, visit } from '../../store/region'
import { Page } from '../../widgets'

const title = '护塘'

/** Opened by a code on paper: `?scene=` is its twelve signs and, on a slip, a dot and the slip's number. */
export default function Code() {
  const [, code, number = ''] =
    /^([\w-]{12})(?:\.([\w-]{1,19}))?$/.exec(wordOf(useRouter().params.scene)) ?? []
  const screen = useScreen('GET /api/scenes/:code', code ? { params: { code } } : null)
  const target = screen.data
  useEffect(() => {
    if (target) open(target, number)
  }, [target, number])
  if (!code || screen.error?.status === 404) {
    return (
      <Page title={title}>
        <EmptyState
          icon="search"
          title="这个码打不开"
          detail={screen.error?.message ?? '码不完整，请再扫一次，或者从首页找。'}
          action="回首页"
          onAction={() => goTo('home')}
        />
      </Page>
    )
  }
  return (
    <Page title={title} screen={screen}>
      {() => null}
    </Page>
  )
}

/** In place of this page, so that 返回 does not lead to it. */
function open({ kind, region: village, no, notice, household, enterprise }: SceneTarget, code: string): void {
  if (village && region.get() === null) region.set(village)
  const place = village ?? undefined
  if (kind === 'notice') goInstead('notice', { id: notice ?? undefined })
  else if (kind === 'item') goInstead('item', { region: place, no: no ?? undefined })
  else if (kind === 'review') void replacePage(cadreAddress('review', { id: notice ?? undefined }))
  else if (kind === 'package') void replacePage(policiesAddress('package', { id: enterprise ?? undefined }))
  else if (kind === 'household') goInstead('household', {})
  else if (kind === 'slip') goInstead('verify', { region: place, household: household ?? undefined, code })
  else {
    // Who scans the board of another village wants to see that one, and keeps their own.
    if (village) visit(village)
    goTo('home')
  }
}

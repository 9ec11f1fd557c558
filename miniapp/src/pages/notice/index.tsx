import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useEffect } from 'react'
import { Button, EmptyState } from '../../components'
import { goTo, goToCadre } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { region } from '../../store/region'
import { Page } from '../../widgets'
import { Foot } from './foot'
import { NoticePage } from './notice-page'
import { sharedNotice } from './shared-notice'

/** A notice: `?id=`, and with `&edition=` an older edition by its number. */
export default function Notice() {
  const { id, edition } = useRouter().params
  const older = Number(edition) > 0 ? { edition: Number(edition) } : {}
  const screen = useScreen('GET /api/screens/notice', id ? { query: { id, ...older } } : null)
  useShareAppMessage(() => sharedNotice(screen.data?.notice, id))
  const from = screen.data?.notice.region.code
  useEffect(() => {
    // A phone without a chosen village takes the village of the notice.
    if (from && region.get() === null) region.set(from)
  }, [from])
  if (!id) {
    return (
      <Page title="公开信息">
        <EmptyState
          title="没有找到这条公开信息"
          detail="链接不完整，请从首页进入。"
          action="回首页"
          onAction={() => goTo('home')}
        />
      </Page>
    )
  }
  const office = screen.data && (screen.data.canCorrect || screen.data.endings.length > 0)
  return (
    <Page
      title={screen.data?.notice.item.level2 ?? '公开信息'}
      screen={screen}
      foot={
        screen.data && !screen.data.notice.gone ? (
          <Foot
            notice={screen.data.notice}
            subscription={screen.data.subscription}
            onFollowed={(subscription) => screen.change((old) => ({ ...old, subscription }))}
          />
        ) : undefined
      }
      action={
        office ? (
          <Button
            kind="quiet"
            inline
            label="办理这条公开：更正、撤回、遮住"
            onPress={() => goToCadre('notice', { id })}
          >
            办理
          </Button>
        ) : undefined
      }
    >
      {(data) => <NoticePage data={data} onChange={screen.change} reload={screen.reload} />}
    </Page>
  )
}

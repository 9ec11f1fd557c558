import { useRouter } from '@tarojs/taro'
import { EmptyState } from '../../components'
import { goTo, wordOf } from '../../hooks/navigation'
import { useReportOf } from '../../store/leak-reports'
import { Page } from '../../widgets'
import { LeakForm } from './form'
import { SentCard } from './sent'

/** 告诉村里: anybody reports that a notice shows personal data. `?id=` is the notice. */
export default function Leak() {
  const id = wordOf(useRouter().params.id)
  const sent = useReportOf(id)
  if (!id) {
    return (
      <Page title="告诉村里">
        <EmptyState
          title="没有说明是哪一条"
          detail="请从那条公开信息的最下面点进来。"
          action="回首页"
          onAction={() => goTo('home')}
        />
      </Page>
    )
  }
  if (sent) {
    return (
      <Page title="告诉村里">
        <SentCard report={sent} />
      </Page>
    )
  }
  return <LeakForm id={id} />
}

import { accessTo } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { landmark } from '../../a11y/a11y'
import { EmptyState, NoticeContent, Tabs } from '../../components'
import { FramedContext } from '../../components/table/framed'
import { TextSizeContext } from '../../theme/text-size'
import { onlookerOf, restrictionOf } from '../table/view'
import { audienceSentences } from '../words'
import type { LivePreviewProps } from './live-preview'
import { noticeOf } from './notice-of'
import { useSettled } from './use-settled'
import './live-phone.scss'

const looks = [
  { id: 'phone', name: '手机' },
  { id: 'elder', name: '长辈版' },
  { id: 'visitor', name: '游客' },
  { id: 'board', name: '张榜' },
] as const

type Look = (typeof looks)[number]['id']

/** What villagers will see, on a phone of its own width, a moment after it was written. */
export default function Preview({ work, content: written, blocked, ledger }: LivePreviewProps) {
  const [look, setLook] = useState<Look>('phone')
  const content = useSettled(written, written.table?.rows.length ?? 0)
  const outside = look === 'visitor' || look === 'board'
  const { item, region } = work
  const viewer = useMemo(
    () => onlookerOf(outside ? 'visitor' : 'villager', region.code, content.table),
    [outside, region.code, content.table],
  )
  const notice = useMemo(
    () => noticeOf(content, { work, blocked, ledger, viewer }),
    [content, work, blocked, ledger, viewer],
  )
  const hidden = accessTo(viewer, restrictionOf(item, region.code)) === 'title'
  const size = look === 'elder' ? 'elder' : 'standard'
  return (
    <View className="preview" {...landmark('region', '村民会看到')}>
      <Text className="preview__title">村民会看到</Text>
      <Tabs label="谁在看" tabs={[...looks]} current={look} onChange={setLook} />
      <FramedContext.Provider value={look !== 'board'}>
        <TextSizeContext.Provider value={size}>
          <View className={look === 'board' ? 'preview__paper size-standard' : `preview__phone size-${size}`}>
            {hidden ? (
              <EmptyState
                icon="lock"
                title={notice.title}
                detail={look === 'board' ? '纸上只有标题：全文只给本村村民看。' : '本村村民认证后可看'}
              />
            ) : (
              <NoticeContent notice={notice} />
            )}
          </View>
        </TextSizeContext.Provider>
      </FramedContext.Provider>
      <Text className="preview__who">{audienceSentences(item).join('')}</Text>
    </View>
  )
}

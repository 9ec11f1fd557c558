import type { NoticeView } from '@hutang/shared/contract'
import { useEffect } from 'react'
import { Banner } from '../../components/banner/banner'
import { forgetNotice } from '../../store/copies'
import { ItemDoor } from './item-door'

/** Taken down, or hidden from this reader: what happened and who did it, and nothing else; the phone forgets what it kept. */
export function Gone({ notice }: { notice: NoticeView }) {
  useEffect(() => forgetNotice(notice.id), [notice])
  return (
    <>
      {notice.banners.map((banner) => (
        <Banner key={banner.kind} banner={banner} />
      ))}
      <ItemDoor notice={notice} />
    </>
  )
}

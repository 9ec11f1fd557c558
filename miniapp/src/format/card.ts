/** 转发: without a picture WeChat shows the page as it stands, with the reader's own figures or what only they may read. */
export const plainCard = '/assets/card.png'

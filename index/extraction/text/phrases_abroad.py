"""The wording of furniture in other languages than English: see `phrases`."""

from __future__ import annotations


def _phrases(text: str) -> frozenset[str]:
    """The phrases of a list that is parted by bars."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


FURNITURE = _phrases(
    """
    abo | abonnieren | abonnement | aktuell | aktuelles | alle akzeptieren | alle artikel |
    alle rechte vorbehalten | anmelden | anzeige | archiv | artikel drucken | artikel teilen |
    auch interessant | auf facebook teilen | auf twitter teilen | barrierefreiheit | bild |
    bilder | datenschutz | datenschutzerklärung | drucken | einloggen | e-paper | feedback |
    fotos | gesellschaft | hilfe | home | impressum | inland | ausland | jetzt abonnieren |
    karriere | kommentar schreiben | kommentare | kommentieren | kontakt | kultur |
    lesen sie auch | leserbriefe | link kopieren | lokales | mediathek | mehr | mehr anzeigen |
    mehr erfahren | mehr zum thema | meinung | meist gelesen | meistgelesen | menü | merken |
    nach oben | nachrichten | navigation | neueste | newsletter | nutzungsbedingungen | panorama |
    politik | registrieren | schlagworte | seite drucken | service | sitemap | sport | startseite |
    stellenmarkt | suche | suchen | teilen | themen | weitere artikel | weitere themen |
    weiterlesen | werbung | wetter | wirtschaft | wissen | zum inhalt springen | zur startseite |
    zurück | abonnez-vous | accueil | à lire aussi | à propos | actualité | actualités |
    aller au contenu | articles liés | associés | cgu | cgv | commentaires | conditions générales |
    connexion | contact | contactez-nous | copier le lien | culture | dernières actualités |
    à la une | données personnelles | économie | emploi | en savoir plus | envoyer | france |
    imprimer | inscription | je m'abonne | lire aussi | lire la suite | les plus lus |
    mentions légales | menu principal | météo | mon compte | monde | mot de passe oublié |
    newsletters | nous contacter | partager | partager sur facebook | partager sur twitter |
    plan du site | politique | politique de confidentialité | publicité | rechercher | recherche |
    réagir | s'abonner | s'inscrire | se connecter | société | sports | sur le même sujet |
    suivez-nous | tous droits réservés | tout accepter | vidéos | voir aussi | voir plus |
    voir tous les commentaires | acerca de | actualidad | aviso legal | ayuda | buscar |
    cerrar sesión | comentar | comentarios | compartir | compartir en facebook |
    compartir en twitter | condiciones de uso | contacto | contáctenos | copiar enlace | cultura |
    deja un comentario | deportes | economía | edición impresa | enviar | etiquetas | hemeroteca |
    imprimir | iniciar sesión | inicio | internacional | ir al contenido | leer más |
    lo más leído | lo más visto | mapa web | más información | más leídas | más noticias | mundo |
    nacional | noticias | noticias relacionadas | opinión | política | política de cookies |
    política de privacidad | portada | publicidad | quiénes somos | regístrate | relacionados |
    sociedad | sucesos | suscríbete | temas | tiempo | todos los derechos reservados |
    últimas noticias | últimas | ver más | volver | artículos relacionados | абитуриенту |
    авторизация | архив | в мире | видео | войти | все новости | все права защищены | главная |
    главное | ещё | еще | интервью | контакты | культура | лента новостей | мнения | меню |
    мультимедиа | наверх | новости | новости партнёров | новости по теме | обратная связь |
    общество | о нас | о проекте | о сайте | обсудить | оставить комментарий | отправить |
    подписаться | подписка | подробнее | поделиться | поиск | политика |
    политика конфиденциальности | популярное | последние новости | похожие материалы |
    правила использования | происшествия | распечатать | регистрация | редакция | реклама |
    рекламодателям | рубрики | самое читаемое | скопировать ссылку | следующая | предыдущая |
    смотрите также | спорт | теги | темы | фото | фотогалерея | читайте также | читать далее |
    читать полностью | экономика | комментарии | вход | карта сайта | вакансии |
    가장 많이 본 뉴스 | 개인정보처리방침 | 개인정보 처리방침 | 검색 | 경제 | 고객센터 | 공유 |
    공유하기 | 관련기사 | 관련 기사 | 광고 | 광고문의 | 구독 | 구독신청 | 국제 | 글자크기 |
    기사공유 | 기사목록 | 기사제보 | 기사 제보 | 날씨 | 뉴스 | 댓글 | 댓글쓰기 | 더보기 | 닫기 |
    로그인 | 로그아웃 | 맨위로 | 메뉴 | 목록 | 무단 전재 및 재배포 금지 | 무단전재 및 재배포 금지 |
    문화 | 북한 | 사설 | 사이트맵 | 사회 | 스크랩 | 스포츠 | 실시간 뉴스 | 연예 | 오피니언 |
    이메일 | 이용약관 | 이전기사 | 다음기사 | 인기기사 | 인쇄 | 인쇄하기 | 전체기사 | 전체메뉴 |
    정치 | 청소년보호정책 | 칼럼 | 카카오톡 | 페이스북 | 트위터 | 포토 | 많이 본 뉴스 | 홈 |
    회사소개 | 회원가입 | 최신뉴스 | 최신기사 | 속보 | 추천기사 | 프린트 | url복사 | url 복사 |
    글씨크기 | 본문 바로가기 | 首页 | 首頁 | 新闻 | 新聞 | 国际 | 國際 | 国内 | 時政 | 时政 |
    财经 | 財經 | 体育 | 體育 | 娱乐 | 娛樂 | 视频 | 視頻 | 图片 | 圖片 | 评论 | 評論 | 搜索 |
    登录 | 登錄 | 注册 | 註冊 | 更多 | 分享 | 分享到 | 打印 | 关于我们 | 關於我們 | 联系我们 |
    聯繫我們 | 版权所有 | 版權所有 | 网站地图 | 相关新闻 | 相关阅读 | 相關新聞 | 热门推荐 |
    热点新闻 | 推荐阅读 | 上一篇 | 下一篇 | 返回顶部 | 返回首页 | 责任编辑 | 字号 | 大 中 小 |
    社会 | 社會 | 军事 | 軍事 | 科技 | 教育 | 文化 | 旅游 | 专题 | 专栏 | 滚动新闻 | 广告服务 |
    法律声明 | 隐私政策 | 我要评论 | 查看更多 | 微信 | 微博 | 收藏 | 网友评论 | 热门新闻 |
    最新消息 | 编辑推荐 | ホーム | ニュース | 国際 | 政治 | 経済 | スポーツ | 検索 | ログイン |
    会員登録 | 関連記事 | 関連ニュース | 続きを読む | もっと見る | トップ | トップページ |
    お問い合わせ | 利用規約 | プライバシーポリシー | サイトマップ | 広告 | 印刷 | シェア |
    ツイート | コメント | ランキング | 前の記事 | 次の記事 | 記事一覧 | 写真 | início | notícias |
    esportes | desporto | economia | compartilhar | partilhar | comentários | leia mais |
    leia também | mais lidas | últimas notícias | fale conosco | contato | pesquisar | assine |
    entrar | publicidade | todos os direitos reservados | política de privacidade | cronaca |
    politica | spettacoli | cerca | accedi | registrati | abbonati | condividi | commenti |
    leggi anche | leggi tutto | continua a leggere | più letti | pubblicità | contatti |
    chi siamo | note legali | informativa privacy | stampa | articoli correlati |
    tutti i diritti riservati | ultime notizie | nieuws | binnenland | buitenland | economie |
    cultuur | zoeken | inloggen | abonneren | delen | reacties | lees ook | lees meer |
    meest gelezen | advertentie | voorwaarden | privacybeleid
    """
)
"""What stands alone on a line in menus, in toolbars and below articles."""

BARRIERS = _phrases(
    """
    auch interessant | kommentare | kommentar schreiben | lesen sie auch | mehr zum thema |
    meistgelesen | meist gelesen | weitere artikel | weitere themen | à lire aussi | lire aussi |
    articles liés | commentaires | les plus lus | sur le même sujet | voir aussi | comentarios |
    deja un comentario | lo más leído | lo más visto | más leídas | más noticias |
    noticias relacionadas | relacionados | artículos relacionados | комментарии |
    оставить комментарий | новости по теме | новости партнёров | популярное | похожие материалы |
    самое читаемое | смотрите также | читайте также | последние новости | 가장 많이 본 뉴스 |
    관련기사 | 관련 기사 | 댓글 | 댓글쓰기 | 많이 본 뉴스 | 인기기사 | 추천기사 | 相关新闻 |
    相关阅读 | 相關新聞 | 热门推荐 | 推荐阅读 | 网友评论 | 热门新闻 | 関連記事 | 関連ニュース |
    コメント | ランキング | comentários | leia também | mais lidas | commenti | leggi anche |
    più letti | articoli correlati | reacties | lees ook | meest gelezen
    """
)
"""What begins the part of a page below its article."""

NOTICE = (
    r"alle rechte vorbehalten|nutzungsbedingungen|datenschutzerkl|impressum|newsletter abonnieren"
    r"|tous droits r[ée]serv|mentions l[ée]gales|reproduction interdite|politique de confidentialit"
    r"|todos los derechos reservados|pol[íi]tica de (?:cookies|privacidad)|aviso legal"
    r"|prohibida (?:su|la) reproducci|todos os direitos reservados|tutti i diritti riservati"
    r"|riproduzione riservata|alle rechten voorbehouden"
    r"|все права защищены|перепечатк|при использовании материалов|свидетельство о регистрации"
    r"|무단\s?전재|재배포\s?금지|저작권자|사업자등록번호|등록번호|청소년보호책임자|발행인"
    r"|版权所有|版權所有|未经授权|转载请|京icp|icp备|許可証|無断転載|著作権"
)
"""What furniture says within a longer line, in small letters."""

COMMENTS = (
    r"\d+\s+(?:kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|комментари\w*)"
    r"|(?:kommentare|commentaires|comentarios|комментарии|댓글|网友评论|コメント)\s*(?:\(\s*\d+\s*\)|\d+)?:?"
)
"""What heads the comments of readers."""

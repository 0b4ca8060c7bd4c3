internal import Figures

/// The page's style sheet. Sizes, spaces and colours are set once, at the top; curves and text share `Palette`'s colours.
enum Stylesheet {
  /// What a page with this body needs of it.
  static func text(for body: String) -> String {
    let formulas = body.contains("<math") ? mathematics : ""
    return [base, header, prose, formulas, blocks, tables, responsive, print].joined()
  }

  /// For pages of runs that go on.
  static let underWay = """
    .under-way{font:var(--note)/1.5 var(--sans);color:var(--muted);margin:0 0 var(--s2);font-variant-numeric:tabular-nums}
    .under-way progress{width:10em;margin-right:.6em;accent-color:var(--c0);vertical-align:-.05em}

    """

  private static let base = """
    :root{\(Palette.declarations(dark: false));
    --serif:Charter,"Bitstream Charter","Sitka Text",Cambria,"Source Serif 4","Noto Serif",serif;
    --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",sans-serif;
    --mono:ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;
    --measure:38rem;--figure:45rem;--side:13rem;
    --ground:var(--page);--s1:.4rem;--s2:.8rem;--s3:1.6rem;--s4:3.2rem;--s5:4.8rem;
    --shade:color-mix(in srgb,var(--ink) 24%,#0000);--small:.8125rem;--note:.875rem;--h1:2.375rem;--h2:1.5rem;--h3:1.1875rem;color-scheme:light dark}
    @media screen and (prefers-color-scheme:dark){:root{\(Palette.declarations(dark: true))}}
    *{box-sizing:border-box}
    html{font-size:112.5%;-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:var(--s3)}
    body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.6 var(--serif);
    font-variant-numeric:lining-nums;hyphens:manual;overflow-wrap:break-word;
    padding:0 max(1.25rem,env(safe-area-inset-right)) var(--s5) max(1.25rem,env(safe-area-inset-left))}
    a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.18em}
    a:hover{text-decoration-thickness:.12em}
    :focus-visible{outline:2px solid var(--link);outline-offset:3px;border-radius:1px}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .skip{position:absolute;left:-99rem;padding:var(--s1) var(--s2);background:var(--page);z-index:1}
    .skip:focus{left:1rem;top:1rem}
    .title,main,footer{max-width:var(--figure);margin-inline:auto}
    .contents{display:none}

    """

  private static let header = """
    .title{padding-top:clamp(2.5rem,9vh,6rem);padding-bottom:var(--s3)}
    .title>*{max-width:var(--measure)}
    h1{font-size:clamp(1.75rem,1.2rem + 2.4vw,var(--h1));line-height:1.16;font-weight:600;letter-spacing:-.012em;
    margin:0;text-wrap:balance}
    .subtitle{font-size:var(--h3);line-height:1.4;color:var(--muted);margin:var(--s2) 0 0;text-wrap:balance}
    .byline{font:var(--note)/1.5 var(--sans);color:var(--muted);margin:var(--s3) 0 0}
    .byline span+span::before{content:"·";margin:0 .45em 0 .2em}
    .abstract{margin:var(--s3) 0 0;color:var(--muted)}
    .banner{font:var(--small)/1.5 var(--sans);margin:0 0 var(--s3);padding:var(--s1) 0 var(--s1) var(--s2);
    border-left:2px solid var(--c1);color:var(--muted)}
    .contents{scroll-target-group:auto}
    .contents a:target-current{color:var(--link)}
    .contents,.contents-fold{font:var(--small)/1.45 var(--sans)}
    .contents p{margin:0 0 var(--s2);font-weight:600}
    .contents ol,.contents-fold ol{list-style:none;margin:0;padding:0}
    .contents ol ol,.contents-fold ol ol{padding-left:1em}
    .contents li,.contents-fold li{margin:.45em 0}
    .contents a,.contents-fold a{color:var(--muted);text-decoration:none}
    .contents a:hover,.contents-fold a:hover{color:var(--link);text-decoration:underline}
    .contents-fold{margin:0 0 var(--s3)}
    .section-number{color:var(--muted);font-variant-numeric:tabular-nums;margin-right:.35em;font-weight:400}
    footer{font:var(--small)/1.5 var(--sans);color:var(--muted);margin-top:var(--s5)}
    footer span+span::before{content:"·";margin:0 .45em 0 .2em}

    """

  private static let prose = """
    main>*,main blockquote,main li{max-width:var(--measure)}
    p,ul,ol,dl,pre,blockquote,table{margin:0 0 var(--s3)}
    p{text-wrap:pretty}
    main h1{font-size:1.875rem;margin:var(--s5) 0 var(--s3)}
    h2{font-size:var(--h2);line-height:1.25;font-weight:600;letter-spacing:-.006em;margin:var(--s4) 0 var(--s2)}
    h3{font-size:var(--h3);line-height:1.35;font-weight:600;margin:2.4rem 0 var(--s1)}
    h4,h5,h6{font-size:1rem;font-weight:600;margin:var(--s3) 0 var(--s1)}
    h5,h6{font-weight:400;font-style:italic}
    h2,h3,h4{text-wrap:balance}
    h1,h2,h3,h4,h5,h6{position:relative}
    .anchor{position:absolute;left:-1.25rem;width:1.25rem;font-weight:400;font-size:1rem;color:var(--muted);
    text-decoration:none;opacity:0}
    .anchor::before{content:"#"}
    :hover>.anchor,.anchor:focus-visible{opacity:1}
    .absent{color:var(--muted);text-decoration-style:dotted}
    ul,ol{padding-left:1.4em}
    li{margin:.25em 0}
    li>p{margin-bottom:var(--s2)}
    li>ul,li>ol{margin-bottom:0}
    li:has(>input[type=checkbox]){list-style:none;margin-left:-1.4em}
    li>input[type=checkbox]{margin:0 .5em 0 0;accent-color:var(--link)}
    blockquote{margin-inline:0;padding-left:var(--s3);border-left:2px solid var(--line);color:var(--muted)}
    code,pre{font-family:var(--mono);font-size:.84em;font-variant-ligatures:none}
    :not(pre)>code{background:var(--wash);padding:.12em .32em;border-radius:2px}
    pre{--ground:var(--wash);font-size:.78rem;line-height:1.55;padding:var(--s2) 1rem;overflow-x:auto;border-radius:2px;
    tab-size:2}
    pre code{font-size:inherit}
    pre,.scroll,.equation-body{background:linear-gradient(90deg,var(--ground) 40%,#0000) 0 0/2.4rem 100% no-repeat local,
    linear-gradient(270deg,var(--ground) 40%,#0000) 100% 0/2.4rem 100% no-repeat local,
    linear-gradient(90deg,var(--shade),#0000) 0 0/.7rem 100% no-repeat,
    linear-gradient(270deg,var(--shade),#0000) 100% 0/.7rem 100% no-repeat var(--ground)}
    img{max-width:100%;height:auto}
    hr{border:0;text-align:center;margin:var(--s4) 0}
    hr::before{content:"∗ ∗ ∗";color:var(--muted);letter-spacing:.6em}
    summary{cursor:pointer}
    main>details{margin-bottom:var(--s3)}
    main>details>summary{font-family:var(--sans);font-size:var(--note);margin-bottom:var(--s1)}
    .callout{border-left:2px solid var(--tone,var(--c0));padding-left:var(--s3);margin:0 0 var(--s3)}
    .callout>:last-child{margin-bottom:0}
    .callout-title{font:600 var(--small)/1.5 var(--sans);color:var(--tone,var(--c0));margin:0 0 var(--s1)}
    .callout-tip{--tone:var(--c2)}.callout-important{--tone:var(--c5)}
    .callout-warning{--tone:var(--c1)}.callout-caution{--tone:var(--bad)}
    .footnote-ref{font:.7em/1 var(--sans)}
    .footnote-ref a{text-decoration:none;padding:.25em .1em}
    .footnotes{font-size:var(--note);line-height:1.5;border-top:1px solid var(--line);margin-top:var(--s5);
    padding-top:var(--s3)}
    .footnotes p{margin-bottom:var(--s1)}
    .footnotes li:target,.footnote-ref a:target{background:var(--wash);box-shadow:0 0 0 .3em var(--wash)}
    .footnote-backref{font-family:var(--sans);text-decoration:none}

    """

  private static let mathematics = """
    math{font-family:"STIX Two Math","Cambria Math","Latin Modern Math","Libertinus Math","TeX Gyre Pagella Math",
    "TeX Gyre Termes Math","Asana Math","STIX Math","DejaVu Math TeX Gyre","Noto Sans Math",math}
    .equation{display:block;margin:var(--s2) 0}
    .alone{margin:0}
    .joined{white-space:nowrap}
    .equation-body{display:block;overflow:auto hidden;padding:.15em 0;text-align:center}
    .numbered{display:grid;grid-template-columns:minmax(3em,1fr) minmax(0,max-content) minmax(3em,1fr);align-items:center}
    .numbered>.equation-body{grid-column:2}
    .equation-number{grid-column:3;justify-self:end}
    .equation code{white-space:pre-wrap}
    mtd{padding:.2em .5em}
    mtd:first-child{padding-left:0}mtd:last-child{padding-right:0}
    mtd.left{text-align:left}mtd.right{text-align:right}
    mtable[rowspacing="0.25em"]>mtr>mtd{padding-block:.28em}
    mtable[columnspacing^="0em"]>mtr>mtd{padding-inline:0}
    mtable[columnspacing^="0em"]>mtr>mtd:nth-child(2n+3){padding-left:1.5em}
    mtable[rowspacing="0.1em"]>mtr>mtd{padding-block:.05em}
    mtd.ruled{border-left:1px solid}mtr.ruled>mtd{border-top:1px solid}
    mtd.ruled,mtd:has(+.ruled){padding-inline:.5em}
    menclose[notation=box],menclose[notation~=left]{border:1px solid;padding:.2em .3em}
    menclose[notation=top]{border-top:.06em solid;padding-top:.1em}
    menclose[notation=bottom]{border-bottom:.06em solid;padding-bottom:.1em}
    menclose[notation$=strike]{--at:to bottom right;
    background:linear-gradient(var(--at),#0000 calc(50% - 1px),currentColor,#0000 calc(50% + 1px))}
    menclose[notation^=down]{--at:to top right}menclose[notation^=horizontal]{--at:to bottom}
    [mathcolor]{color:oklch(from attr(mathcolor type(<color>)) min(l,.5) c h)}
    [mathbackground]{background:oklch(from attr(mathbackground type(<color>)) max(l,.9) c h)}
    @media screen and (prefers-color-scheme:dark){
    [mathcolor]{color:oklch(from attr(mathcolor type(<color>)) max(l,.78) c h)}
    [mathbackground]{background:oklch(from attr(mathbackground type(<color>)) min(l,.35) c h)}}
    mpadded.label{padding-inline:.3em}mpadded.box{padding:3pt}
    mtext.bold{font-weight:bold}mtext.slanted{font-style:italic}
    mtext.typewriter{font-family:var(--mono)}mtext.sans{font-family:var(--sans)}
    @media print{.equation-body[style]{container-type:inline-size}
    .equation-body[style]>math{font-size:min(1em,100cqw/var(--ems))}
    .numbered:has(>[style]){grid-template-columns:0 minmax(0,1fr) auto}}

    """

  private static let blocks = """
    main .block{max-width:none;margin:var(--s4) 0;border-top:1px solid var(--line);padding-top:var(--s2)}
    :is(h2,h3,h4)+.block{margin-top:var(--s2)}.block>h2{margin-top:var(--s2)}
    .block-title{font:600 var(--note)/1.5 var(--sans);margin:0 0 var(--s2);display:flex;gap:1em;
    justify-content:space-between;align-items:baseline;max-width:var(--figure)}
    .kind{font-weight:400;font-size:var(--small);color:var(--muted)}
    figure{margin:0 0 var(--s3);max-width:var(--figure)}
    .drawing{container-type:inline-size}
    .drawing>svg{display:block;width:100%;height:auto;font-family:var(--sans);font-variant-numeric:tabular-nums}
    .drawing>svg>rect{fill:none!important}
    .figure-narrow{max-width:27rem}
    .drawing>.figure-narrow{display:none}
    @container (max-width:31rem){.drawing>.figure-wide{display:none}.drawing>.figure-narrow{display:block}}
    figcaption{font:var(--small)/1.5 var(--sans);color:var(--muted);margin-top:var(--s2);max-width:var(--measure);
    text-wrap:pretty}
    .number{font-weight:600;color:var(--ink)}
    .beside{display:grid;gap:0 var(--s3);align-items:start}
    .broad{--room:100%;width:max(100%,min(var(--room),var(--columns)*20rem));max-width:none}
    .beside figure{margin-bottom:var(--s2)}
    .absence{font:var(--note)/1.5 var(--sans);color:var(--muted);max-width:var(--measure)}
    .claims{list-style:none;padding:0;margin:0 0 var(--s3);font:var(--note)/1.5 var(--sans);max-width:var(--measure)}
    .claims li{position:relative;padding-left:1.5em;margin:.3em 0}
    .claims .mark{position:absolute;left:0;font-weight:600}
    .claims code{background:none;padding:0;margin-right:.5em}
    .claims .detail{color:var(--muted);font-variant-numeric:tabular-nums}
    .claims .detail::before{content:"· "}
    .holds .mark,.holds .word{color:var(--good)}
    .fails .mark,.fails .word{color:var(--bad);font-weight:600}
    .open .mark,.open .word{color:var(--muted)}
    .cost{display:flex;flex-wrap:wrap;gap:0 1.6em;font:var(--small)/1.6 var(--sans);margin:0 0 var(--s2);
    color:var(--muted);font-variant-numeric:tabular-nums}
    .cost dt,.cost dd{display:inline;margin:0}
    .cost dt::after{content:" "}
    .cost dd{color:var(--ink)}
    .folds{display:flex;flex-wrap:wrap;gap:0 1.6em;max-width:var(--figure)}
    .fold{font:var(--small)/1.5 var(--sans);max-width:100%}
    .fold>summary{padding:.2em 0}
    .fold[open]{flex-basis:100%}
    .fold>summary,.contents-fold summary{color:var(--muted);list-style:none;width:max-content;max-width:100%}
    .fold>summary::-webkit-details-marker,.contents-fold summary::-webkit-details-marker{display:none}
    .fold>summary::before,.contents-fold summary::before{content:"+";display:inline-block;width:1.1em}
    .fold[open]>summary::before,.contents-fold [open] summary::before{content:"–"}
    .fold>summary:hover,.contents-fold summary:hover{color:var(--link)}
    .folded{padding:var(--s2) 0 var(--s3);max-width:var(--measure)}
    .folded>:last-child{margin-bottom:0}
    .folded pre{margin-bottom:var(--s2)}
    .block>pre{max-width:var(--measure)}
    .yaml b{font-weight:600}
    .yaml i{font-style:normal;color:var(--muted)}
    .failure{border-left:3px solid var(--bad);background:var(--wash);padding:var(--s2) var(--s3);margin:0 0 var(--s3);
    max-width:var(--measure);font:var(--note)/1.55 var(--sans)}
    .failure p{margin:0}
    .failure p+p{margin-top:var(--s1);color:var(--muted)}
    .failure strong{color:var(--bad)}

    """

  private static let tables = """
    table{border-collapse:collapse;font:var(--note)/1.45 var(--sans);font-variant-numeric:tabular-nums lining-nums;
    border-top:1.5px solid var(--ink);border-bottom:1.5px solid var(--ink)}
    main .scroll{max-width:none;margin:0 0 var(--s3)}
    .scroll>table{margin:0}
    th,td{padding:.4em 1.6em .4em 0;text-align:left;vertical-align:baseline;font-weight:400}
    th:last-child,td:last-child{padding-right:0}
    .right{text-align:right}
    .center{text-align:center}
    thead th{border-bottom:1px solid var(--axis);font-weight:600}
    .scroll{overflow-x:auto;position:relative}
    .scores .scroll{margin:0}
    .scores figcaption{margin:0 0 var(--s2)}
    .scores table{margin:0;min-width:60%}
    .scores td,.scores thead th+th{text-align:right;white-space:nowrap;padding:.4em 0 .4em 1.6em}
    .scores thead th{vertical-align:bottom}.scores thead th+th{white-space:normal}
    .scores th[scope=row]{min-width:11.5em}
    .scores strong{font-weight:700}
    .arrow,.deviation{color:var(--muted);font-weight:400}
    .reference,.reference .tag{color:var(--muted);font-style:italic;font-weight:400}
    .tag{display:block;font-size:var(--small)}
    .settings{width:100%;font-size:var(--small);border-width:1px;border-color:var(--line);margin:0}
    .settings th,.settings td{padding-block:.16em;overflow-wrap:anywhere}
    .settings th{width:34%;white-space:nowrap}
    .settings td{font-family:var(--mono);font-size:.94em}
    .default{color:var(--muted)}
    @media screen{.default td::after{content:" (default)";position:absolute;width:1px;height:1px;overflow:hidden;
    clip-path:inset(50%);white-space:nowrap}}
    .numbers{min-width:min(100%,22rem);font-size:var(--small);border-width:1px;border-color:var(--line)}
    caption{text-align:left;color:var(--muted);padding-bottom:var(--s1)}
    .numbers th,.numbers td{padding-block:.16em;text-align:right;vertical-align:bottom}

    """

  private static let responsive = """
    @media (min-width:40rem),print{.drawing>svg{overflow:visible}.beside{
    grid-template-columns:repeat(auto-fit,minmax(max(13rem,(100% + var(--s3))/var(--columns) - var(--s3)),1fr))}
    .beside>figure{grid-row:span var(--rows,1)}}
    @media (min-width:67rem){
    .plain .broad{--room:100vw - 5rem;margin-left:calc((100% - max(100%,min(var(--room),var(--columns)*20rem)))/2)}
    .with-contents .broad{--room:100% + (100vw - var(--side) - var(--figure) - 4rem)/2 - 2.5rem}
    .with-contents{display:grid;grid-template-columns:var(--side) minmax(0,var(--figure));column-gap:4rem;
    justify-content:center;align-content:start}
    .with-contents>.title,.with-contents>main,.with-contents>footer{grid-column:2;margin-inline:0;width:100%}
    .contents{display:block;grid-column:1;grid-row:1/span 3;position:sticky;top:0;align-self:start;max-height:100vh;
    overflow-y:auto;padding:clamp(2.9rem,9vh + .4rem,6.4rem) 0 var(--s3)}
    .contents-fold{display:none}}
    @media (max-width:40rem){html{font-size:106.25%}.callout,blockquote{padding-left:var(--s2)}
    .settings th{white-space:normal}
    .scores th[scope=row]{min-width:7.5em}
    .scores td,.scores thead th+th{padding-left:1.2em}}

    """

  private static let print = """
    @page{margin:20mm 22mm}
    @media print{:root{color-scheme:light;--page:#fff}html{font-size:10.5pt}body{padding:0;background:none;orphans:3;widows:3}
    .title{padding-top:0}.skip,.contents,.contents-fold,.anchor{display:none}.folds{display:block}
    :root{--s3:1.1rem;--s4:2rem;--s5:3rem}
    h1,h2,h3,h4,.block-title,summary,.scores figcaption{break-after:avoid}
    figure,tr,pre,.claims,.failure,.callout{break-inside:avoid}figure.parts{break-inside:auto}
    .scores table,.scroll table{font-size:8.5pt}.scores td,.scores thead th+th{padding-left:1em}
    .scroll>table:not([class],[aria-labelledby]) td{overflow-wrap:anywhere}
    pre,.scroll,.equation-body{overflow:visible;background:none}pre{white-space:pre-wrap;padding:0}
    .fold{font-size:6.5pt;line-height:1.3;margin-bottom:.5em}.fold>summary{padding:0;font-weight:600}
    .folded{padding:0;max-width:none}.folded pre{font-size:6.5pt;line-height:1.3;margin:0 0 .4em;columns:3}
    .settings{display:block;border:0}.settings :is(caption,tbody,tr,th,td){display:inline;padding:0;font-size:6.5pt}
    .settings :is(caption,th)::after{content:": "}.settings tr:not(:last-child) td::after{content:";"}.scroll .numbers{min-width:0;font-size:6.5pt;border:0}
    .numbers :is(th,td){padding-block:0}.few{columns:3}.few .numbers{width:100%}
    details::details-content{content-visibility:visible;display:block;height:auto;block-size:auto}
    .fold>summary::before{content:""!important;width:0}
    main a[href^="http"]::after{content:" (" attr(href) ")";font-size:.85em;overflow-wrap:anywhere}
    main a,.title a{color:inherit}.callout,.failure{print-color-adjust:exact;-webkit-print-color-adjust:exact}}

    """
}

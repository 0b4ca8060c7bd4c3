int codebook_placeholder(void);
